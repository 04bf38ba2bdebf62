import { stepsAtRest } from "../../../../src/parts/off-hours/checks/steps-at-rest";
import { type Editable, altered, environmentPlan } from "../../../support/altered";
import { planWith } from "../../../support/changed-plans";
import { foundBy } from "../../../support/findings";
import { type Plan } from "../../../support/plan";

const OFF_HOURS = { timezone: "Europe/Berlin", start: "07:00", stop: "19:00" };
const PIPELINES = { stepsImageTag: "2.17.0-1" };
const GENERAL = { instanceTypes: ["m7i.xlarge"], minPerZone: 1, maxPerZone: 2 };

const planOf = (components: object, nodeGroups: object = { general: GENERAL }) =>
  planWith("ml-inference-prod", { components, cluster: { nodeGroups } });
const GPU = { instanceTypes: ["g5.xlarge"], minPerZone: 1, maxPerZone: 2 };

const withGpus = (maxGpus: number) =>
  planOf(
    { "kubeflow-pipelines": { ...PIPELINES, maxGpus }, "off-hours": OFF_HOURS },
    { general: GENERAL, gpu: GPU },
  );
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

/** The plan whose node groups have a taint, except those with GPUs, which have theirs. */
const tainted = (plan: Plan) =>
  altered(plan, ({ cluster }) => {
    const groups = Object.values(cluster.resource["aws_eks_node_group"] as Record<string, Editable>);
    const others = groups.filter(({ taint }) => taint === undefined);
    expect(others.length).toBeGreaterThan(0);
    for (const group of others) group["taint"] = [{ key: "team", value: "a", effect: "NO_SCHEDULE" }];
  });

test("OFF-05 nodes with a taint have no steps", () => {
  expect(foundBy(stepsAtRest, environmentPlan(BOTH))).toHaveLength(1);
  expect(foundBy(stepsAtRest, tainted(BOTH))).toEqual([]);
});

test("OFF-05 steps with GPUs end with nodes that have them, whose taint they tolerate", () => {
  const [finding = "", ...others] = foundBy(stepsAtRest, tainted(withGpus(2)));
  expect(others).toEqual([]);
  expect(finding).toContain("aws_eks_node_group.gpu");
  expect(finding).not.toContain("aws_eks_node_group.general");
});

test("OFF-05 nodes with GPUs have no steps without maxGpus", () => {
  expect(foundBy(stepsAtRest, tainted(withGpus(0)))).toEqual([]);
  const [finding = ""] = foundBy(stepsAtRest, environmentPlan(withGpus(0)));
  expect(finding).toContain("aws_eks_node_group.general");
  expect(finding).not.toContain("aws_eks_node_group.gpu");
});
