import { capacityAtMinimum } from "../../../src/checks/capacity/capacity-at-minimum";
import { capacityAtPeak } from "../../../src/checks/capacity/capacity-at-peak";
import { altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { foundBy } from "../../support/findings";
import { NO_ROLLOUT, model, oneGpu, prodWith } from "./plans";

const withMaximum = (max: number): string[] =>
  foundBy(capacityAtPeak, prodWith([model({ replicas: { max } })]));

test("capacity-at-peak names the largest replica count that fits with surge pods", () => {
  const [message, ...more] = withMaximum(40);
  expect(more).toEqual([]);
  expect(message).toContain("at most 4 t3.medium (general_a, general_b) run");
  const fitting = Number(/model with (\d+) of 40 replicas/.exec(message ?? "")?.[1]);
  expect(fitting).toBeGreaterThan(0);
  expect(withMaximum(fitting)).toEqual([]);
  expect(withMaximum(fitting + 1)).toHaveLength(1);
});

test("capacity-at-peak reports the room for surge pods", () => {
  expect(withMaximum(40)).toEqual([
    expect.stringMatching(
      / \((\d+ places are|1 place is) kept for the rollout's surge pods?\), for lack of CPU$/,
    ),
  ]);
});

test("capacity-at-peak finds a rollout that cannot start because the group has no second node", () => {
  const plan = environmentPlan(oneGpu({ maxPerZone: 1 }));
  expect(foundBy(capacityAtMinimum, plan)).toEqual([]);
  expect(foundBy(capacityAtPeak, plan)).toEqual([expect.stringMatching(NO_ROLLOUT)]);
});

test("capacity-at-peak does not report a rollout that may remove a pod first", () => {
  const plan = altered(oneGpu({ maxPerZone: 1 }), ({ models }) => {
    const { spec } = models.resource.kubernetes_deployment_v1.model;
    spec.strategy.rolling_update.max_unavailable = "1";
  });
  expect(foundBy(capacityAtPeak, plan)).toEqual([expect.not.stringContaining("no rollout")]);
});

const FIVE_MODELS = Array.from({ length: 5 }, (_, index) => model({ name: `model-${index}` }));

test("capacity-at-peak counts all models together", () => {
  expect(foundBy(capacityAtPeak, prodWith(FIVE_MODELS))).toEqual([
    expect.stringMatching(/model-\d with \d+ of 10 replicas/),
  ]);
});

test("capacity-at-peak counts each model on the nodes that it can run on", () => {
  const plan = planWith("ml-inference-prod", {
    cluster: { nodeGroups: { general: { maxPerZone: 2 }, big: { instanceTypes: ["m6i.4xlarge"] } } },
    models: FIVE_MODELS.map((each) => ({ ...each, nodeGroup: "big" })),
  });
  expect(foundBy(capacityAtPeak, environmentPlan(plan))).toEqual([]);
});

test("capacity-at-peak says how many pods of models that fit alone, but not together, find no room", () => {
  const [one, other] = ["one", "other"].map((name) => model({ name, replicas: { min: 1, max: 10 } }));
  expect(foundBy(capacityAtPeak, prodWith([one as object]))).toEqual([]);
  expect(foundBy(capacityAtPeak, prodWith([one as object, other as object]))).toEqual([
    "aws_eks_node_group.general_a: at most 4 t3.medium (general_a, general_b) run, with room for each workload beside " +
      "the minimum of the others; with all at their maximum and their surge pods, 8 pods find no room for lack of CPU: other 5 of 13",
  ]);
});
