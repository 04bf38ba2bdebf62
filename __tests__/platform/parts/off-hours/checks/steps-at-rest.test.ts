import { stepsAtRest } from "../../../../../src/platform/parts/off-hours/checks/steps-at-rest";
import { environmentPlan } from "../../../../support/altered";
import { planWith } from "../../../../support/changed-plans";
import { type Edit, foundBy, newlyFound } from "../../../../support/findings";

const OFF_HOURS = { timezone: "Europe/Berlin", start: "07:00", stop: "19:00" };
const PIPELINES = { stepsImageTag: "2.17.0-1" };
const GENERAL = { instanceTypes: ["m7i.xlarge"], minPerZone: 1, maxPerZone: 2 };

const planOf = (components: object, nodeGroups: object = { general: GENERAL }) =>
  planWith("ml-inference-prod", { components, cluster: { nodeGroups } });
const BOTH = planOf({ "kubeflow-pipelines": PIPELINES, "off-hours": OFF_HOURS });

test("OFF-05 steps on nodes that stop are named, with the time and the groups", () => {
  const [finding = "", ...others] = foundBy(stepsAtRest, environmentPlan(BOTH));
  expect(others).toEqual([]);
  expect(finding).toContain("steps of runs in kubeflow end when their nodes stop");
  expect(finding).toContain("cron(10 19 ? * MON,TUE,WED,THU,FRI *) in Europe/Berlin");
  expect(finding).toContain("aws_eks_node_group.");
});

test.each([
  ["no pipelines", planOf({ "off-hours": OFF_HOURS })],
  ["no off-hours", planOf({ "kubeflow-pipelines": PIPELINES })],
])("OFF-05 an environment with %s has no such step", (_, plan) => {
  expect(foundBy(stepsAtRest, environmentPlan(plan))).toEqual([]);
});

test("OFF-05 nodes with a taint have no steps", () => {
  const tainted: Edit = ({ cluster }) => {
    for (const group of Object.values(cluster.resource["aws_eks_node_group"]))
      (group as Record<string, unknown>)["taint"] = [{ key: "team", value: "a", effect: "NO_SCHEDULE" }];
  };
  const before = foundBy(stepsAtRest, environmentPlan(BOTH));
  expect(before).toHaveLength(1);
  expect(newlyFound([stepsAtRest], BOTH, tainted)).toEqual([]);
});
