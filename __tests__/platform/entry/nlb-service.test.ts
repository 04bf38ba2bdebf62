import { ServiceV1 } from "@cdktf/provider-kubernetes/lib/service-v1";
import { asObject } from "../../../src/terraform/stack-json";
import { planWith } from "../../support/changed-plans";
import { planOf } from "../../support/reference-plans";
import "../../support/terraform-matchers";

import {
  ALB,
  NLB,
  PUBLIC_SUBNETS,
  PRIVATE_SUBNETS,
  ALB_GROUP,
  ML_NLB,
  config,
  annotations,
  ingress,
} from "./entry-stack";

test("API-05 the NLB of the requirements forwards port 80 to the pods' own port", () => {
  expect(planOf("ml-inference-prod").text("models")).toHaveResourceWithProperties(ServiceV1, {
    metadata: expect.objectContaining({
      name: "ml-inference-api-nlb",
      namespace: "ml-inference",
    }) as object,
    spec: {
      type: "LoadBalancer",
      load_balancer_class: "service.k8s.aws/nlb",
      allocate_load_balancer_node_ports: false,
      selector: {
        "app.kubernetes.io/name": "ml-inference-api",
        "app.kubernetes.io/component": "model-api",
      },
      port: [{ name: "http", port: 80, target_port: "http", protocol: "TCP" }],
    },
  });
});

test("API-05 the NLB is internal, covers all zones, and sends requests from its own addresses", () => {
  expect(annotations(planOf("ml-inference-prod"), ML_NLB)).toEqual({
    [`${NLB}scheme`]: "internal",
    [`${NLB}nlb-target-type`]: "ip",
    [`${NLB}subnets`]: PRIVATE_SUBNETS,
    [`${NLB}security-groups`]: ALB_GROUP,
    [`${NLB}manage-backend-security-group-rules`]: "false",
    [`${NLB}healthcheck-protocol`]: "HTTP",
    [`${NLB}healthcheck-path`]: "/health",
    [`${NLB}healthcheck-port`]: "traffic-port",
    [`${NLB}healthcheck-success-codes`]: "200",
    [`${NLB}attributes`]: "load_balancing.cross_zone.enabled=true",
    [`${NLB}target-group-attributes`]:
      "deregistration_delay.timeout_seconds=60,preserve_client_ip.enabled=false",
  });
});

describe("internet-facing NLBs of two models", () => {
  const plan = () =>
    planWith("ml-inference-prod", {
      entry: { type: "nlb", scheme: "internet-facing", port: 8443 },
      models: ["a", "b"].map((name) => ({ name, image: { tag: "1" } })),
    });

  test.each(["a", "b"])("API-05 the NLB of model %s is in the public subnets", (name) => {
    expect(annotations(plan(), `kubernetes_service_v1.${name}_nlb`)).toMatchObject({
      [`${NLB}scheme`]: "internet-facing",
      [`${NLB}subnets`]: PUBLIC_SUBNETS,
    });
  });

  test.each(["a", "b"])("API-05 the NLB of model %s listens on the configured port", (name) => {
    expect(asObject(config(plan(), `kubernetes_service_v1.${name}_nlb`)["spec"])["port"]).toMatchObject([
      { port: 8443 },
    ]);
  });

  test("API-05 the DNS names of both NLBs are outputs", () => {
    const { load_balancer_hosts } = plan().stack("models").outputs;
    expect(Object.keys(asObject(asObject(load_balancer_hosts)["value"]))).toEqual(["a-nlb", "b-nlb"]);
  });
});

test("API-05 an Ingress with HTTPS replaces the NLB", () => {
  const plan = planWith("ml-inference-prod", {
    entry: { type: "ingress", host: "api.example.com", hostedZoneId: "Z0123456789MLINFER" },
  });
  expect(ingress(plan)[`${ALB}listen-ports`]).toContain("HTTPS");
  const services = plan.stack("models").resources("kubernetes_service_v1");
  expect(services.map(({ name }) => name)).toEqual(["ml_inference_api"]);
});
