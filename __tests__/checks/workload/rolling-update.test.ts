import { rollingUpdate } from "../../../src/checks/workload/rolling-update";
import { environmentPlan } from "../../support/altered";
import { type Edit, found, newlyFound } from "../../support/findings";
import { kubeflowPipelinesPlan } from "../../support/kubeflow-pipelines";
import { type Case, ML, deployment } from "./edits";

const CHECK = [rollingUpdate];

test.each<Case>([
  [
    "a rollout that may remove pods",
    ML,
    deployment((spec) => (spec["strategy"].rolling_update.max_unavailable = "1")),
    "maxUnavailable is 1, expected 0",
  ],
  [
    "a rollout of type Recreate",
    ML,
    deployment((spec) => (spec["strategy"] = { type: "Recreate" })),
    "a rollout stops all pods before it starts new ones",
  ],
  [
    "a paused Deployment",
    ML,
    deployment((spec) => (spec["paused"] = true)),
    "it is paused, so no change of its pods is rolled out",
  ],
])("rolling-update finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});

const schedules =
  (edit: (spec: Record<string, unknown>) => void): Edit =>
  ({ platform }) =>
    edit(
      platform.resource.kubernetes_deployment_v1.kubeflow_pipelines_schedules.spec as unknown as Record<
        string,
        unknown
      >,
    );

test.each<readonly [string, Edit, string]>([
  [
    "a rollout with two controllers of schedules, which elect no leader",
    schedules((spec) => (spec["strategy"] = { type: "RollingUpdate" })),
    "expected Recreate",
  ],
  ["two controllers of schedules", schedules((spec) => (spec["replicas"] = "2")), "expected one"],
])("ML-05 rolling-update finds %s", (_, edit, problem) => {
  const plan = kubeflowPipelinesPlan();
  expect(found(CHECK, environmentPlan(plan))).toEqual([]);
  expect(newlyFound(CHECK, plan, edit)).toContainEqual(expect.stringContaining(problem));
});
