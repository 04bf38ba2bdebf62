import { type Json, asArray, asObject } from "../../../src/terraform/stack-json";
import { type Plan } from "../../support/plan";
import { planOf } from "../../support/reference-plans";
import { ML, API, VARIANTS, planNamed, resources, config, at } from "../models-stack";

const policy = (plan: Plan, name: string) =>
  asObject(config(plan, `kubernetes_network_policy_v1.${name}`)["spec"]);
const cidrs = (peers: Json | undefined) => asArray(peers).map((peer) => at(peer, "ip_block", "cidr"));
const HTTPS = [{ port: "443", protocol: "TCP" }];

test.each([
  ["retail-forecast", ["10.0.1.0/24", "10.0.2.0/24"], "its public load balancer"],
  [ML, ["10.32.0.0/19", "10.32.32.0/19"], "its internal load balancer"],
  [
    "retail-forecast-console",
    ["10.0.1.0/24", "10.0.2.0/24"],
    "an existing load balancer, which a plan verifies",
  ],
])("API-08 %s allows ingress only from %j, the subnets of %s", (environment, expected) => {
  const [rule, ...others] = asArray(policy(planOf(environment), "all_models")["ingress"]);
  expect(others).toEqual([]);
  expect(cidrs(at(rule, "from"))).toEqual(expected);
});

test("API-08 pods of all models reach DNS, the endpoints and S3, over HTTPS", () => {
  expect(policy(planOf(ML), "all_models")["egress"]).toEqual([
    {
      to: [
        {
          namespace_selector: { match_labels: { "kubernetes.io/metadata.name": "kube-system" } },
          pod_selector: { match_labels: { "k8s-app": "kube-dns" } },
        },
      ],
      ports: [
        { port: "53", protocol: "UDP" },
        { port: "53", protocol: "TCP" },
      ],
    },
    { to: [{ ip_block: { cidr: "10.32.0.0/19" } }, { ip_block: { cidr: "10.32.32.0/19" } }], ports: HTTPS },
    {
      dynamic: {
        to: {
          for_each: "${data.aws_prefix_list.s3.cidr_blocks}",
          content: { ip_block: { cidr: "${to.value}" } },
        },
      },
      ports: HTTPS,
    },
  ]);
});

test("API-08 a model with a role in the Kubernetes API reaches its address, besides", () => {
  expect(policy(planOf(ML), API)).toMatchObject({
    pod_selector: { match_labels: { "app.kubernetes.io/name": "ml-inference-api" } },
    policy_types: ["Ingress", "Egress"],
    egress: [
      {
        to: [{ ip_block: { cidr: "${data.kubernetes_service_v1.kubernetes_api.spec[0].cluster_ip}/32" } }],
        ports: HTTPS,
      },
    ],
  });
});

test("API-08 the policy of all models selects the pods of each model, and names their port", () => {
  expect(policy(planOf(ML), "all_models")).toMatchObject({
    pod_selector: { match_labels: { "app.kubernetes.io/component": "model-api" } },
    ingress: [{ ports: [{ port: "http", protocol: "TCP" }] }],
  });
});

test("API-08 a plan fails if the prefix list of S3 has no ranges, which would open HTTPS to all addresses", () => {
  const list = planOf(ML).stack("models").find("data.aws_prefix_list.s3")?.config;
  expect(at(list, "lifecycle", "postcondition", 0, "condition")).toBe("${length(self.cidr_blocks) > 0}");
  expect(at(list, "lifecycle", "postcondition", 0, "error_message")).toContain(
    "aws ec2 describe-prefix-lists --region ap-southeast-2 --filters Name=prefix-list-name,Values=com.amazonaws.ap-southeast-2.s3",
  );
});

test("API-08 the ranges of S3 are those of the region", () => {
  expect(planOf(ML).stack("models").find("data.aws_prefix_list.s3")?.config["name"]).toBe(
    "com.amazonaws.ap-southeast-2.s3",
  );
});

test.each(VARIANTS)("API-08 %s has no policy that allows all peers", (variant) => {
  const policies = resources(planNamed(variant), "network_policy_v1");
  const rules = policies.flatMap(({ config }) => [
    ...asArray(at(config, "spec", "ingress")).map((rule) => at(rule, "from")),
    ...asArray(at(config, "spec", "egress")).map((rule) => at(rule, "to") ?? at(rule, "dynamic", "to")),
  ]);
  expect(rules.length).toBeGreaterThan(2);
  // A rule without peers allows all traffic.
  expect(
    rules.filter((peers) => peers === undefined || asArray(peers).some((peer) => peer === null)),
  ).toEqual([]);
  expect(JSON.stringify(rules)).not.toMatch(/0\.0\.0\.0\/0|::\/0/);
});
