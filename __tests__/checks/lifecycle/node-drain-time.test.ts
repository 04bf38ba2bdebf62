import fc from "fast-check";
import { nodeDrainTime } from "../../../src/checks/lifecycle/node-drain-time";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { foundBy } from "../../support/findings";

const ML = "ml-inference-prod";

const MODEL = { name: "api", image: { tag: "1" }, startupSeconds: 120, replicas: { min: 2, max: 10 } };

const withModel = (environment: string, change: object, more: object = {}) =>
  foundBy(
    nodeDrainTime,
    environmentPlan(planWith(environment, { models: [{ ...MODEL, ...change }], ...more })),
  );

test("half of the pods of a model leave a node at a time: the rounds, the times and what holds", () => {
  expect(withModel(ML, {})).toEqual([
    "kubernetes_deployment_v1.api: 5 pods of api fit on a node and leave it in 2 rounds, each with 120 s to start and 300 s for its NLB, and the last ends after 375 s: 1215 s, expected at most 900 s; 1 pod leaves in time",
  ]);
});

test("a start that is too long for one pod is named with the one that holds", () => {
  expect(withModel(ML, { startupSeconds: 300 })).toEqual([
    expect.stringContaining("1575 s, expected at most 900 s; 1 pod leaves in time with startupSeconds 220"),
  ]);
});

const SLOW = { startupSeconds: 500 };

test("behind an ALB, a start that all pods can have is named", () => {
  expect(withModel("retail-forecast", SLOW)).toEqual([
    expect.stringContaining(
      "each with 500 s to start, and the last ends after 90 s: 1090 s, expected at most 900 s; 1 pod leaves in time, or all with startupSeconds 400",
    ),
  ]);
});

test("the start that is named is the longest one without a finding", () => {
  expect(withModel("retail-forecast", { startupSeconds: 400 })).toEqual([]);
  expect(withModel("retail-forecast", { startupSeconds: 410 })).toHaveLength(1);
});

test("the number of pods that is named has no finding, and one more has", () => {
  const on = (max: number) => withModel("retail-forecast", { ...SLOW, replicas: { min: 1, max } });
  expect(on(1)).toEqual([]);
  expect(on(2)).toHaveLength(1);
});

test("a node that holds one pod is drained in time", () => {
  expect(withModel(ML, { cpuRequest: "1100m" })).toEqual([]);
});

test("a grace period above the time of EKS is never in time", () => {
  expect(withModel(ML, { drainSeconds: 1000 })).toEqual([
    expect.stringContaining("no number of pods leaves in time with a grace period of 1075 s"),
  ]);
});

test("pods on Fargate leave no node", () => {
  expect(withModel("mlapp", { drainSeconds: 3600, paths: ["/predict"] })).toEqual([]);
});

test("a smaller node of one group does not hide the larger node of another", () => {
  const nodeGroups = { general: { instanceTypes: ["t3.medium"] }, big: { instanceTypes: ["m7i.4xlarge"] } };
  const found = withModel(ML, { replicas: { min: 2, max: 8 } }, { cluster: { nodeGroups } });
  expect(found).toEqual([expect.stringContaining("8 pods of api fit on a node")]);
});

const budget = (edit: (spec: Editable) => void) =>
  foundBy(
    nodeDrainTime,
    altered(planWith(ML, { models: [MODEL] }), ({ models }) => {
      edit(models.resource.kubernetes_pod_disruption_budget_v1.api.spec as Editable);
    }),
  );

test.each<[string, (spec: Editable) => void, string]>([
  ["max_unavailable 1", (spec) => (spec.max_unavailable = "1"), "in 5 rounds"],
  ["max_unavailable 2", (spec) => (spec.max_unavailable = "2"), "in 3 rounds"],
  [
    "min_available 50%, of which Kubernetes rounds up what stays",
    (spec) => Object.assign(spec, { min_available: "50%", max_unavailable: undefined }),
    "in 3 rounds",
  ],
  [
    "min_available 1",
    (spec) => Object.assign(spec, { min_available: "1", max_unavailable: undefined }),
    "in 2 rounds",
  ],
])("the rounds follow a budget with %s", (_, edit, rounds) => {
  expect(budget(edit)).toEqual([expect.stringContaining(rounds)]);
});

test("without a budget, all pods leave at once", () => {
  const without = (grace: number) =>
    foundBy(
      nodeDrainTime,
      altered(planWith(ML, { models: [MODEL] }), ({ models }) => {
        delete models.resource.kubernetes_pod_disruption_budget_v1.api;
        models.resource.kubernetes_deployment_v1.api.spec.template.spec.termination_grace_period_seconds =
          grace;
      }),
    );
  expect(without(480)).toEqual([]);
  expect(without(481)).toEqual([
    expect.stringContaining("5 pods of api fit on a node and leave it in 1 round,"),
  ]);
});

test("one pod on a node can be too slow", () => {
  expect(withModel(ML, { cpuRequest: "1100m", startupSeconds: 300 })).toEqual([
    expect.stringContaining(
      "1 pod of api fits on a node and leaves it in 1 round, each with 300 s to start and 300 s for its NLB, and the last ends after 375 s: 975 s, expected at most 900 s; 1 pod leaves in time with startupSeconds 220",
    ),
  ]);
});

test("a budget that keeps a number of pods may hold fewer pods forever", () => {
  const edit = (spec: Editable) => Object.assign(spec, { min_available: "4", max_unavailable: undefined });
  expect(budget(edit)).toEqual([expect.stringContaining("no number of pods leaves in time")]);
});

test("a budget that lets no pod leave is a finding of disruption-budget only", () => {
  expect(budget((spec) => (spec.max_unavailable = "0"))).toEqual([]);
});

test("longer times never remove a finding", () => {
  const seconds = fc.integer({ min: 1, max: 36 }).map((tries) => tries * 10);
  const plan = planWith(ML, { models: [MODEL] });
  const isFound = (start: number, grace: number): boolean =>
    foundBy(
      nodeDrainTime,
      altered(plan, ({ models }) => {
        const { spec } = models.resource.kubernetes_deployment_v1.api.spec.template as Editable;
        spec.termination_grace_period_seconds = grace;
        spec.container[0].startup_probe.failure_threshold = start / 10;
        models.resource.kubernetes_pod_disruption_budget_v1.api.spec.max_unavailable = "100%";
      }),
    ).length > 0;
  fc.assert(
    fc.property(seconds, seconds, (start, grace) => {
      // All five pods leave in one round: the sum is exact.
      expect(isFound(start, grace)).toBe(start + 300 + grace > 900);
    }),
    { numRuns: 20 },
  );
});

test("node-drain-time counts the copy of weights as part of the start", () => {
  const copied = (sizeGiB: number) =>
    withModel("retail-forecast", {
      startupSeconds: 100,
      modelCacheMiB: 1,
      weights: { sizeGiB, mode: "download", mibPerSecond: 10 },
    });
  expect(copied(2.9)).toEqual([]);
  expect(copied(3)).toEqual([
    expect.stringMatching(/each with 408 s to start, .*: 906 s, .* or all with startupSeconds 90$/),
  ]);
});

test("pods of all nodes that an update drains at once leave in the same time", () => {
  const found = (maxUnavailable: number | string) =>
    withModel(
      ML,
      { startupSeconds: 100, cpuRequest: "1100m" },
      { cluster: { nodeGroups: { general: { maxUnavailable, maxPerZone: 6 } } } },
    );
  expect(found(1)).toEqual([]);
  const words = "6 pods of api fit on the 6 nodes that an update drains at once and leave them in 2 rounds";
  expect(found(6)).toEqual([expect.stringContaining(words)]);
  expect(found("100%")).toEqual(found(6));
});
