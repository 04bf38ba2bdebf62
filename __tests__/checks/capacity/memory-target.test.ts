import { memoryTarget } from "../../../src/checks/capacity/memory-target";
import { environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

test("memory-target warns about a model that scales by memory, with its values", () => {
  expect(foundBy(memoryTarget, environmentPlan(planOf("ml-inference-prod")))).toEqual([
    "kubernetes_horizontal_pod_autoscaler_v2.ml_inference_api: if an idle pod of ml-inference-api uses more than " +
      "409Mi (80 % of its request), the autoscaler keeps 10 replicas permanently; its limit allows 1024Mi",
  ]);
});

test("memory-target accepts models that scale by CPU", () => {
  expect(foundBy(memoryTarget, environmentPlan(planOf("mlapp")))).toEqual([]);
});
