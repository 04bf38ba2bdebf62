import { type JsonObject, asArray, asObject } from "../../../src/terraform/stack-json";
import { planWith } from "../../support/changed-plans";
import { full, resources, config, at, customResources } from "../models-stack";

test("API-09 a ServiceMonitor has the release's label, and scrapes the model's path on the named port", () => {
  expect(customResources(full(), "small")).toEqual([
    {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "ServiceMonitor",
      metadata: {
        name: "small",
        namespace: "ml-inference",
        labels: expect.objectContaining({ release: "monitoring" }) as object,
      },
      spec: {
        selector: {
          matchLabels: { "app.kubernetes.io/name": "small", "app.kubernetes.io/component": "model-api" },
        },
        endpoints: [{ port: "http", path: "/stats" }],
      },
    },
  ]);
});

test("API-09 a monitor selects exactly one Service, even if the model has an NLB", () => {
  const { selector } = asObject(asObject(customResources(full(), "small")[0])["spec"]) as {
    selector: JsonObject;
  };
  const found = resources(full(), "service_v1").filter(({ config }) =>
    Object.entries(asObject(selector["matchLabels"])).every(
      ([key, value]) => at(config, "metadata", "labels", key) === value,
    ),
  );
  expect(found.map(({ name }) => name)).toEqual(["small"]);
});

test("API-09 only models with metrics allow Prometheus", () => {
  const rules = asArray(at(config(full(), "kubernetes_network_policy_v1.small"), "spec", "ingress"));
  expect(rules.map((rule) => at(rule, "from"))).toEqual([
    [
      {
        namespace_selector: {},
        pod_selector: { match_labels: { "app.kubernetes.io/name": "prometheus" } },
      },
    ],
  ]);
  expect(full().stack("models").find("kubernetes_network_policy_v1.quiet")).toBeUndefined();
});

test("API-09 without Prometheus a metrics path has no monitor", () => {
  const model = { name: "api", image: { tag: "1" }, metricsPath: "/metrics" };
  const stack = planWith("retail-forecast", { models: [model] }).stack("models");
  expect(stack.find("kubernetes_deployment_v1.api")).toBeDefined();
  expect(stack.resources("helm_release")).toEqual([]);
});

test("API-09 secrets and metrics of one model share a release", () => {
  expect(customResources(full(), "large").map((each) => at(each, "kind"))).toEqual([
    "SecretProviderClass",
    "ServiceMonitor",
  ]);
});
