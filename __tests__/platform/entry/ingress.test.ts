import { IngressV1 } from "@cdktf/provider-kubernetes/lib/ingress-v1";
import { asArray, asObject } from "../../../src/terraform/stack-json";
import { planWith } from "../../support/changed-plans";
import { planOf } from "../../support/reference-plans";
import "../../support/terraform-matchers";

import { ALB, PUBLIC_SUBNETS, PRIVATE_SUBNETS, ALB_GROUP, config, annotations, ingress } from "./entry-stack";

const backend = (name: string) => ({ service: { name, port: { number: 80 } } });

test("ING-01 one Ingress routes the paths of one host to port 80 of both Services", () => {
  expect(planOf("mlapp").text("models")).toHaveResourceWithProperties(IngressV1, {
    metadata: expect.objectContaining({ name: "ml-ingress", namespace: "mlapp" }) as object,
    spec: {
      ingress_class_name: "alb",
      rule: [
        {
          host: "mlapp.com",
          http: {
            path: [
              { path: "/predict", path_type: "Prefix", backend: backend("model-service") },
              { path: "/train", path_type: "Prefix", backend: backend("training-service") },
            ],
          },
        },
      ],
    },
  });
});

test("ING-01 one Ingress routes the same paths for each of two hosts", () => {
  const plan = planWith("mlapp", { entry: { alsoHosts: ["also.mlapp.com"] } });
  const rules = (each: typeof plan) =>
    asArray(asObject(config(each, "kubernetes_ingress_v1.models")["spec"])["rule"]);
  const [rule] = rules(planOf("mlapp")).map(asObject);
  expect(rules(plan)).toEqual([rule, { ...rule, host: "also.mlapp.com" }]);
});

test("ING-01 Terraform waits for the load balancer of the Ingress", () => {
  expect(config(planOf("mlapp"), "kubernetes_ingress_v1.models")["wait_for_load_balancer"]).toBe(true);
});

test("ING-01 there is one Ingress, and thus one ALB", () => {
  expect(planOf("mlapp").stack("models").resources("kubernetes_ingress_v1").length).toBe(1);
  expect(ingress(planOf("mlapp"))[`${ALB}group.name`]).toBe("ml-ingress");
});

test.each([
  ["model-service", "model_service", 8501],
  ["training-service", "training_service", 8000],
])("ING-01 port 80 of %s forwards to the container port", (name, id, containerPort) => {
  const spec = asObject(config(planOf("mlapp"), `kubernetes_service_v1.${id}`)["spec"]);
  expect(spec["port"]).toEqual([{ name: "http", port: 80, target_port: "http", protocol: "TCP" }]);
  const template = asObject(
    asObject(asObject(config(planOf("mlapp"), `kubernetes_deployment_v1.${id}`)["spec"])["template"])["spec"],
  );
  expect(asArray(template["container"])[0]).toMatchObject({
    name,
    port: [{ name: "http", container_port: containerPort }],
  });
});

describe("outputs", () => {
  const host = "${kubernetes_ingress_v1.models.status[0].load_balancer[0].ingress[0].hostname}";
  const { dns_record, load_balancer_hosts } = planOf("mlapp").stack("models").outputs;

  test("ING-02 an output has the DNS record of the host, as an alias that a zone apex supports", () => {
    expect(dns_record).toMatchObject({
      value: {
        name: "mlapp.com",
        type: "A",
        alias_target: host,
        alias_zone_id: "${data.aws_lb_hosted_zone_id.alb.id}",
      },
    });
  });

  test("ING-02 an output has the DNS name of the ALB", () => {
    expect(load_balancer_hosts).toMatchObject({ value: { "ml-ingress": host } });
  });
});

test.each(["mlapp", "retail-forecast"])(
  "ING-02 the Ingress of %s uses the certificate of the network layer",
  (environment) => {
    expect(ingress(planOf(environment))).toMatchObject({
      [`${ALB}listen-ports`]: '[{"HTTP": 80}, {"HTTPS": 443}]',
      [`${ALB}ssl-redirect`]: "443",
      [`${ALB}certificate-arn`]: "${data.terraform_remote_state.network.outputs.certificate_arn}",
      [`${ALB}ssl-policy`]: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    });
    expect(planOf(environment).stack("network").outputs).toHaveProperty("certificate_arn");
  },
);

describe("a classroom demo without a host", () => {
  const plan = () =>
    planWith("retail-forecast", { entry: { httpOnly: true, host: null, certificateArn: null } });

  test("ING-02 it has one HTTP listener and no certificate", () => {
    expect(ingress(plan())[`${ALB}listen-ports`]).toBe('[{"HTTP": 80}]');
    expect(Object.keys(ingress(plan())).filter((key) => /ssl|certificate/.test(key))).toEqual([]);
  });

  test("ING-02 its rule matches every host", () => {
    expect(asObject(config(plan(), "kubernetes_ingress_v1.models")["spec"])["rule"]).toEqual([
      { http: expect.anything() as object },
    ]);
  });

  test("ING-02 it has no DNS record, but the DNS name of the ALB", () => {
    expect(plan().stack("models").outputs).not.toHaveProperty("dns_record");
    expect(plan().stack("models").outputs).toHaveProperty("load_balancer_hosts");
  });
});

test("ALB-01 the ALB is internet-facing in the public subnets, with pod IPs as targets", () => {
  expect(ingress(planOf("retail-forecast"))).toMatchObject({
    [`${ALB}scheme`]: "internet-facing",
    [`${ALB}target-type`]: "ip",
    [`${ALB}subnets`]: PUBLIC_SUBNETS,
  });
});

test.each(["retail-forecast", "mlapp"])("ALB-01 %s has no ALB in Terraform", (environment) => {
  const { stacks } = planOf(environment);
  expect(stacks.length).toBeGreaterThan(1);
  expect(stacks.flatMap((each) => each.resources("aws_lb"))).toEqual([]);
});

test("ALB-01 an internal ALB is in the private subnets", () => {
  const plan = planWith("retail-forecast", { entry: { scheme: "internal" } });
  expect(ingress(plan)).toMatchObject({ [`${ALB}scheme`]: "internal", [`${ALB}subnets`]: PRIVATE_SUBNETS });
});

test("ALB-03 the ALB has no deletion protection, so that it exists only as long as the Ingress", () => {
  const attributes = String(ingress(planOf("retail-forecast"))[`${ALB}load-balancer-attributes`]);
  expect(attributes).toContain("idle_timeout");
  expect(attributes).not.toContain("deletion_protection");
});

test("SG-01 the Ingress uses the network's security group and subnets", () => {
  expect(ingress(planOf("retail-forecast"))).toMatchObject({
    [`${ALB}security-groups`]: ALB_GROUP,
    [`${ALB}subnets`]: PUBLIC_SUBNETS,
  });
});

test("SG-01 the controller adds no rules to the pods' groups", () => {
  expect(ingress(planOf("retail-forecast"))).toMatchObject({
    [`${ALB}manage-backend-security-group-rules`]: "false",
  });
});

test("ALB-01 each backend has its own health check", () => {
  const plan = planWith("mlapp", {
    models: [
      { name: "a", image: { tag: "1" }, paths: ["/a"], healthPath: "/live" },
      { name: "b", image: { tag: "1" }, paths: ["/b"], healthPath: "/ready" },
    ],
  });
  const path = (name: string) => annotations(plan, `kubernetes_service_v1.${name}`)[`${ALB}healthcheck-path`];
  expect([path("a"), path("b")]).toEqual(["/live", "/ready"]);
});

test("the ALB has the web ACL of the environment", () => {
  expect(ingress(planOf("mlapp"))[`${ALB}wafv2-acl-arn`]).toMatch(/^arn:aws:wafv2:us-east-1:333344445555:/);
});

test("without a configured web ACL the ALB has none", () => {
  expect(ingress(planOf("retail-forecast"))).not.toHaveProperty([`${ALB}wafv2-acl-arn`]);
});
