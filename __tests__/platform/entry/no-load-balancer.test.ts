import { clusterAddressesOf } from "../../../src/infrastructure/cluster-addresses";
import { entryBackend } from "../../../src/checks/ports/entry-backend";
import { networkPolicyPaths } from "../../../src/checks/network/network-policy-paths";
import { networkPolicyWide } from "../../../src/checks/network/network-policy-wide";
import { NOTHING_STATED } from "../../../src/infrastructure/stated";
import { altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { podsReachEachOther } from "../../../src/checks/network/required-flows";
import { ruleUnused } from "../../../src/checks/network/security-group-surplus";
import { type Edit, found, foundBy, newlyFound } from "../../support/findings";
import { type Plan } from "../../support/plan";

const MODELS = ["a", "b"].map((name) => ({ name, image: { tag: "1" } }));
const plan = (environment = "ml-inference-prod"): Plan =>
  planWith(environment, { entry: { type: "none" }, models: MODELS });
const WITHOUT = { statedOf: () => ({ ...NOTHING_STATED, withoutEntry: true as const }) };
const edited = (edit: Edit): string[] => foundBy(entryBackend, altered(plan(), edit), WITHOUT);

test("no layer has a load balancer, a certificate or a record", () => {
  const types = ["network", "models"].flatMap((layer) =>
    plan()
      .stack(layer as "network" | "models")
      .resources()
      .map(({ type }) => type),
  );
  expect(types).toEqual(expect.arrayContaining(["aws_vpc", "kubernetes_service_v1"]));
  expect(
    types.filter((type) => /ingress|_lb|acm|route53/.test(type) && !/security_group/.test(type)),
  ).toEqual([]);
  expect(plan().text("models")).not.toContain('"LoadBalancer"');
});

test("no rule of a security group leads from or to a load balancer", () => {
  const rules = Object.keys(
    (JSON.parse(plan().text("network")) as { resource: Record<string, Record<string, unknown>> }).resource[
      "aws_vpc_security_group_ingress_rule"
    ] ?? {},
  );
  expect(rules.length).toBeGreaterThan(3);
  expect(rules.filter((name) => name.includes("alb"))).toEqual([]);
});

test("pods with the label of clients reach the models, from every namespace, and nobody else", () => {
  const [policy] = plan()
    .stack("models")
    .resources("kubernetes_network_policy_v1")
    .filter(({ name }) => name === "all_models");
  expect(policy?.config["spec"]).toMatchObject({
    ingress: [
      {
        from: [
          {
            namespace_selector: {},
            pod_selector: { match_labels: { "private-eks-inference/calls-models": "true" } },
          },
        ],
      },
    ],
  });
  expect(foundBy(networkPolicyPaths, environmentPlan(plan()))).toEqual([]);
  expect(foundBy(networkPolicyWide, environmentPlan(plan()))).toEqual([]);
});

test("an output and the addresses of the proof have each model", () => {
  const urls = {
    a: "http://a.ml-inference.svc.cluster.local:80",
    b: "http://b.ml-inference.svc.cluster.local:80",
  };
  expect(plan().stack("models").outputs["model_urls"]).toMatchObject({ value: urls });
  const addresses = clusterAddressesOf(environmentPlan(plan()));
  expect(Object.fromEntries(addresses.map(({ model, url }) => [model, url]))).toEqual(urls);
});

test("a file that states no load balancer gets no finding, and one without this statement does", () => {
  expect(foundBy(entryBackend, environmentPlan(plan()), WITHOUT)).toEqual([]);
  expect(foundBy(entryBackend, environmentPlan(plan()))).toEqual([
    expect.stringContaining("no load balancer has its pods as targets"),
    expect.stringContaining("no load balancer has its pods as targets"),
  ]);
});

test("a model without a Service is found", () =>
  expect(
    edited(({ models }) => Reflect.deleteProperty(models.resource["kubernetes_service_v1"], "a")),
  ).toEqual([expect.stringContaining("no Service has its pods")]));

test("a Service of type LoadBalancer is found, although the file states none", () =>
  expect(
    edited(({ models }) => (models.resource["kubernetes_service_v1"]["a"].spec.type = "LoadBalancer")),
  ).toContainEqual(expect.stringContaining("entry.type is none, expected no load balancer")));

test("models on Fargate admit pods on nodes", () => {
  const fargate = planWith("mlapp", { entry: { type: "none" } });
  const { resource } = JSON.parse(fargate.text("cluster")) as {
    resource: Record<string, Record<string, unknown>>;
  };
  const rules = Object.keys(resource["aws_vpc_security_group_ingress_rule"] ?? {});
  expect(rules.filter((name) => name.includes("alb"))).toEqual([]);
  expect(rules).toEqual(expect.arrayContaining(["cluster_from_nodes_8000", "cluster_from_nodes_8501"]));
  const checks = [podsReachEachOther, ruleUnused];
  expect(found(checks, environmentPlan(fargate))).toEqual([]);
  for (const name of ["cluster_from_nodes_8000", "cluster_from_nodes_8501"])
    expect(
      newlyFound(checks, fargate, ({ cluster }) =>
        Reflect.deleteProperty(cluster.resource["aws_vpc_security_group_ingress_rule"], name),
      ),
    ).toContainEqual(expect.stringContaining("pods on nodes call models on Fargate"));
});
