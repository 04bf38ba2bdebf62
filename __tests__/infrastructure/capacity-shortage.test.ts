import { nodeGroups } from "../../src/infrastructure/capacity-nodes";
import { environmentPlan } from "../support/altered";
import { clusterAutoscalerPlan } from "../support/cluster-autoscaler";
import { planWith } from "../support/changed-plans";
import { offHoursPlan } from "../support/off-hours";
import { type Plan } from "../support/plan";

const boundsIn = (plan: Plan) => {
  const read = environmentPlan(plan);
  return nodeGroups(read).map(({ bounds }) => bounds);
};

test("the number of nodes of a group is its minimum if nothing adds nodes", () => {
  expect(boundsIn(planWith("ml-inference-prod", {}))).toEqual([
    { least: 1, most: 1 },
    { least: 1, most: 1 },
  ]);
});

test("schedules add no nodes for pods, although Terraform ignores the sizes", () => {
  expect(boundsIn(offHoursPlan())).toEqual([
    { least: 1, most: 1 },
    { least: 1, most: 1 },
  ]);
});

test("an autoscaler of the stacks, or a declared one, adds nodes up to the maximum", () => {
  expect(boundsIn(clusterAutoscalerPlan()).map(({ most }) => most)).toEqual([6, 6, 2, 2]);
  const declared = planWith("ml-inference-prod", { cluster: { externalNodeAutoscaler: true } });
  expect(boundsIn(declared)).toEqual([
    { least: 1, most: 2 },
    { least: 1, most: 2 },
  ]);
});
