import { type JsonObject } from "../../src/terraform/stack-json";
import { quotaOf } from "../../src/handoff/variables/models";
import { type VariableBinding } from "../../src/handoff/variables/variable";

const deployment = (name: string): JsonObject => ({
  metadata: { name, namespace: "models" },
  spec: { strategy: { rolling_update: { max_surge: "25%" } } },
});

const autoscaler = (name: string, maximum: number): JsonObject => ({
  metadata: { name, namespace: "models" },
  spec: { max_replicas: maximum, scale_target_ref: { kind: "Deployment", name } },
});

const scaledObject = (name: string, maximum: number): JsonObject => ({
  kind: "ScaledObject",
  metadata: { name, namespace: "models" },
  spec: { maxReplicaCount: maximum, scaleTargetRef: { kind: "Deployment", name } },
});

/** Two models, of which the second one scales by its queue. */
const STACK: JsonObject = {
  resource: {
    kubernetes_deployment_v1: { first: deployment("first"), second_model: deployment("second-model") },
    kubernetes_horizontal_pod_autoscaler_v2: { first: autoscaler("first", 3) },
    helm_release: {
      second_model_queue: { values: [JSON.stringify({ resources: [scaledObject("second-model", 5)] })] },
    },
    kubernetes_resource_quota_v1: {
      models: { metadata: { namespace: "models" }, spec: { hard: { pods: "19" } } },
    },
  },
};

const quotaFor = (...models: readonly string[]) =>
  quotaOf(
    STACK,
    models.map((name): VariableBinding => ({
      variable: {
        name: `${name}_max_replicas`,
        type: "number",
        description: "Maximum.",
        value: 1,
        validations: [],
      },
      targets: [],
    })),
  );

const TOTAL = {
  path: ["resource", "kubernetes_resource_quota_v1", "models", "spec", "hard", "pods"],
  template: "${tostring(local.first_most_pods + local.second_model_most_pods)}",
};

test("the quota of pods follows the maximum of every model that is a variable", () => {
  expect(quotaFor("first", "second_model")).toEqual({
    derived: [TOTAL],
    locals: {
      first_most_pods: "${2 * var.first_max_replicas + ceil(var.first_max_replicas * 25 / 100)}",
      second_model_most_pods:
        "${2 * var.second_model_max_replicas + ceil(var.second_model_max_replicas * 25 / 100)}",
    },
  });
});

test.each([
  ["first", "second_model", 12],
  ["second_model", "first", 7],
])("with a variable for %s alone, the quota has the pods of %s as they are", (variable, other, pods) => {
  const { derived, locals } = quotaFor(variable);
  expect(derived).toEqual([TOTAL]);
  expect(locals?.[`${other}_most_pods`]).toBe(pods);
});

test("without a variable of a maximum, the quota stays a number", () => {
  expect(quotaFor()).toEqual({ derived: [], locals: {} });
});
