import { capacityAtPeak } from "../../../src/checks/capacity/capacity-at-peak";
import { capacityAutoscaler } from "../../../src/checks/capacity/capacity-autoscaler";
import { altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { NO_ROLLOUT, model, oneGpu, prodWith } from "./plans";

test("capacity-autoscaler warns if nothing adds the nodes that the peak needs", () => {
  expect(foundBy(capacityAutoscaler, environmentPlan(planOf("ml-inference-prod")))).toEqual([
    expect.stringContaining(
      "nothing adds nodes to general_a, general_b: the minimum of 2 t3.medium has room for",
    ),
  ]);
});

test("capacity-autoscaler accepts enough nodes at the minimum", () => {
  expect(foundBy(capacityAutoscaler, prodWith([model()], { minPerZone: 2 }))).toEqual([]);
});

test("capacity-autoscaler accepts a node autoscaler", () => {
  const plan = altered("ml-inference-prod", ({ platform }) => {
    platform.resource.helm_release.cluster_autoscaler = { chart: "cluster-autoscaler", values: ["{}"] };
  });
  expect(foundBy(capacityAutoscaler, plan)).toEqual([]);
});

test("capacity-autoscaler accepts a declared autoscaler outside of the stacks", () => {
  const declared = planWith("ml-inference-prod", { cluster: { externalNodeAutoscaler: true } });
  expect(foundBy(capacityAutoscaler, environmentPlan(declared))).toEqual([]);
});

test("capacity-autoscaler finds a rollout that cannot start because nothing adds the second node", () => {
  const plan = environmentPlan(oneGpu({ maxPerZone: 2 }));
  expect(foundBy(capacityAtPeak, plan)).toEqual([]);
  expect(foundBy(capacityAutoscaler, plan)).toEqual([expect.stringMatching(NO_ROLLOUT)]);
});

test("capacity-autoscaler accepts a second node for the rollout", () => {
  expect(foundBy(capacityAutoscaler, environmentPlan(oneGpu({ minPerZone: 2 })))).toEqual([]);
});
