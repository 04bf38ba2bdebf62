import { scaledObjectsOf } from "../../../src/parts/keda/model";
import { type JsonObject } from "../../../src/terraform/stack-json";
import { type Editable, environmentPlan } from "../../support/altered";
import { queuePlan, withScaledObject } from "../../support/keda";
import { Deployment } from "./harness/deployment";
import { autoscalersOfKeda } from "./harness/keda";
import { refusedObjects, warningsOf } from "./harness/outcome";

const PLAN = environmentPlan(queuePlan());

let deployment: Deployment;

beforeAll(async () => {
  deployment = await Deployment.of(PLAN);
});

afterAll(async () => {
  await deployment.stop();
});

test("KEDA-01 every object of a language model that follows its queue is accepted, with the schema of KEDA", () => {
  const kinds = deployment.verdicts.map(({ object }) => object["kind"]);
  expect(kinds).toContain("ScaledObject");
  expect(refusedObjects(deployment)).toEqual([]);
  expect(warningsOf(deployment)).toEqual([]);
});

test("KEDA-01 the API server accepts the autoscaler that KEDA creates, and keeps its bounds and times", async () => {
  const [made] = autoscalersOfKeda(PLAN);
  const { status, body } = await deployment.api.apply(made ?? {});
  expect([status, body["message"]]).toEqual([200, undefined]);
  expect(body["spec"]).toMatchObject(made?.["spec"] as JsonObject);
});

test.each<readonly [string, (object: Editable) => void, string]>([
  ["a minimum above the maximum", ({ spec }) => (spec.minReplicaCount = 9), "minReplicaCount must be less"],
  ["no trigger", ({ spec }) => (spec.triggers = []), "spec.triggers"],
  ["an unknown fallback", ({ spec }) => (spec.fallback.behavior = "none"), "spec.fallback.behavior"],
  [
    "a window that is too long",
    ({ spec }) =>
      (spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.stabilizationWindowSeconds = "long"),
    "stabilizationWindowSeconds",
  ],
])("KEDA-01 the schema of KEDA refuses %s", async (_, edit, message) => {
  const [faulty] = scaledObjectsOf(withScaledObject(edit));
  const { metadata, spec, labels } = faulty?.object ?? { metadata: {}, spec: {}, labels: {} };
  const { status, body } = await deployment.api.apply({
    apiVersion: "keda.sh/v1alpha1",
    kind: "ScaledObject",
    metadata: { ...metadata, labels, name: "faulty" },
    spec,
  });
  expect(status).toBeGreaterThanOrEqual(400);
  expect(String(body["message"])).toContain(message);
});
