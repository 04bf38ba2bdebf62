import { LimitRangeV1 } from "@cdktf/provider-kubernetes/lib/limit-range-v1";
import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { ResourceQuotaV1 } from "@cdktf/provider-kubernetes/lib/resource-quota-v1";
import { type JsonObject, asArray } from "../../../src/terraform/stack-json";
import { planWith } from "../../support/changed-plans";
import { planOf } from "../../support/reference-plans";
import "../../support/terraform-matchers";
import { ML, VARIANTS, planNamed, config, at } from "../models-stack";

const restricted = Object.fromEntries(
  ["enforce", "audit", "warn"].flatMap((mode) => [
    [`pod-security.kubernetes.io/${mode}`, "restricted"],
    [`pod-security.kubernetes.io/${mode}-version`, "v1.36"],
  ]),
);

test("API-01 the namespace has the environment's name and enforces the restricted standard", () => {
  expect(planOf(ML).text("models")).toHaveResourceWithProperties(NamespaceV1, {
    metadata: {
      name: "ml-inference",
      labels: { ...restricted, "elbv2.k8s.aws/pod-readiness-gate-inject": "enabled" },
    },
  });
});

test("API-01 the version of the standard is the cluster's", () => {
  const plan = planWith("retail-forecast", { cluster: { version: "1.35" } });
  expect(at(config(plan, "kubernetes_namespace_v1.models"), "metadata", "labels")).toMatchObject({
    "pod-security.kubernetes.io/enforce-version": "v1.35",
  });
});

test.each(["retail-forecast-option-b", "retail-forecast-console"])(
  "ALB-02 %s has no readiness gates, which would never be satisfied while the demo is off",
  (environment) => {
    expect(planOf(environment).text("models")).toHaveResourceWithProperties(NamespaceV1, {
      metadata: { name: "models", labels: restricted },
    });
  },
);

test("API-01 the quota has room for all pods of a rollout at the maximum, and holds no requests", () => {
  expect(planOf(ML).text("models")).toHaveResourceWithProperties(ResourceQuotaV1, {
    metadata: { name: "models", namespace: "ml-inference" },
    spec: {
      hard: {
        pods: "23",
        "requests.nvidia.com/gpu": "0",
        "services.loadbalancers": "2",
        "services.nodeports": "0",
      },
    },
  });
});

test("API-01 a container without resources gets small requests and a memory limit", () => {
  expect(planOf(ML).text("models")).toHaveResourceWithProperties(LimitRangeV1, {
    metadata: { name: "models", namespace: "ml-inference" },
    spec: {
      limit: [
        {
          type: "Container",
          default: { memory: "128Mi" },
          default_request: { cpu: "100m", memory: "128Mi" },
        },
      ],
    },
  });
});

test.each(VARIANTS)("API-08 %s denies all traffic in its namespace by default", (variant) => {
  expect(config(planNamed(variant), "kubernetes_network_policy_v1.models_default_deny")["spec"]).toEqual({
    pod_selector: {},
    policy_types: ["Ingress", "Egress"],
  });
});

/** Kinds that belong to no namespace. */
const OUTSIDE = [
  "kubernetes_namespace_v1",
  "kubernetes_persistent_volume_v1",
  "kubernetes_priority_class_v1",
];

/** All Kubernetes objects of the layer in a namespace. */
const objectsIn = (variant: string): JsonObject[] =>
  planNamed(variant)
    .stack("models")
    .resources()
    .filter(({ type }) => type.startsWith("kubernetes_") && !OUTSIDE.includes(type))
    .map(({ config }) => config);

test.each(VARIANTS)("%s has all objects in its namespace", (variant) => {
  const namespace = at(config(planNamed(variant), "kubernetes_namespace_v1.models"), "metadata", "name");
  const namespaces = objectsIn(variant).map((object) => at(object, "metadata", "namespace"));
  expect(namespaces.length).toBeGreaterThan(8);
  // Argo CD owns a namespace of its own.
  expect(namespaces.filter((each) => each !== namespace && each !== "gitops-models")).toEqual([]);
});

test.each(VARIANTS)("%s creates every object after another, such as its namespace", (variant) => {
  const objects = objectsIn(variant);
  expect(objects.length).toBeGreaterThan(8);
  for (const object of objects) expect(asArray(object["depends_on"])).not.toEqual([]);
});
