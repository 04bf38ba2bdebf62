import { ServiceV1 } from "@cdktf/provider-kubernetes/lib/service-v1";
import { asArray } from "../../../src/terraform/stack-json";
import { planWith } from "../../support/changed-plans";
import { type Plan } from "../../support/plan";
import { planOf } from "../../support/reference-plans";
import "../../support/terraform-matchers";
import { ML, resources, config, at, container } from "../models-stack";

/** Each path of the Ingress, and its Service. */
const pathsOf = (plan: Plan) =>
  asArray(at(config(plan, "kubernetes_ingress_v1.models"), "spec", "rule", 0, "http", "path")).map((each) => [
    at(each, "path"),
    at(each, "backend", "service", "name"),
  ]);

test("APP-01 the forecast API listens on 8080", () => {
  expect(at(container(planOf("retail-forecast"), "retail_forecast_api"), "port", 0, "container_port")).toBe(
    8080,
  );
});

test("APP-01 the Ingress routes predictions and health checks to the forecast API", () => {
  expect(pathsOf(planOf("retail-forecast"))).toEqual([
    ["/predict", "retail-forecast-api"],
    ["/health", "retail-forecast-api"],
  ]);
});

describe("two models", () => {
  const plan = planWith("mlapp", {
    models: [
      {
        name: "a",
        image: { tag: "1.0.0" },
        port: 8001,
        paths: ["/a", "/first"],
        cpuRequest: "1",
        memoryRequest: "1Gi",
      },
      {
        name: "b",
        image: { tag: "2.0.0" },
        port: 8002,
        paths: ["/b"],
        cpuRequest: "2",
        memoryRequest: "4Gi",
      },
    ],
  });
  const registry = "333344445555.dkr.ecr.us-east-1.amazonaws.com/mlapp";

  test.each([
    ["a", `${registry}/a:1.0.0`, 8001, "1", "1Gi", "mlapp-model-a"],
    ["b", `${registry}/b:2.0.0`, 8002, "2", "4Gi", "mlapp-model-b"],
  ])("ML-01 model %s has its own image, port, requests and role", (name, image, port, cpu, memory, role) => {
    expect(container(plan, name)).toMatchObject({
      image,
      port: [{ container_port: port }],
      resources: { requests: { cpu, memory } },
    });
    expect(config(plan, `aws_iam_role.${name}`)["name"]).toBe(role);
  });

  test("ML-01 each model has its own paths", () => {
    expect(pathsOf(plan)).toEqual([
      ["/a", "a"],
      ["/first", "a"],
      ["/b", "b"],
    ]);
  });
});

test("ML-01 models can have the names of other constructs in the stack", () => {
  const names = ["cluster", "network", "models", "aws", "s3", "alb"];
  const models = names.map((name) => ({ name, image: { tag: "1" }, paths: [`/${name}`] }));
  const plan = planWith("mlapp", { models });
  expect(
    resources(plan, "deployment_v1")
      .map(({ name }) => name)
      .sort(),
  ).toEqual([...names].sort());
});

test("API-05 inside the cluster a model is a Service on its own port", () => {
  expect(planOf(ML).text("models")).toHaveResourceWithProperties(ServiceV1, {
    metadata: expect.objectContaining({ name: "ml-inference-api", namespace: "ml-inference" }) as object,
    spec: {
      type: "ClusterIP",
      selector: {
        "app.kubernetes.io/name": "ml-inference-api",
        "app.kubernetes.io/component": "model-api",
      },
      port: [{ name: "http", port: 5000, target_port: "http", protocol: "TCP" }],
    },
  });
});
