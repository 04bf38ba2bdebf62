import { spotDrainTime } from "../../../src/checks/lifecycle/spot-drain-time";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { foundBy } from "../../support/findings";

const general = (change: object) => ({ cluster: { nodeGroups: { general: change } } });

const on = (environment: string, change: object) =>
  foundBy(spotDrainTime, environmentPlan(planWith(environment, change)));

test("Spot capacity behind an NLB is a finding", () => {
  expect(on("ml-inference-prod", general({ capacityType: "SPOT" }))).toEqual([
    "kubernetes_deployment_v1.ml_inference_api: the pods of ml-inference-api can run on the Spot group general_a, and receive requests for up to 300 s after a notice of 120 s",
  ]);
});

test("a shorter drain does not shorten what the NLB takes", () => {
  const models = [{ name: "api", image: { tag: "1" }, drainSeconds: 60 }];
  expect(on("ml-inference-prod", { ...general({ capacityType: "SPOT" }), models })).toEqual([
    expect.stringContaining("for up to 300 s"),
  ]);
});

test("Spot capacity behind an ALB is accepted", () => {
  expect(on("retail-forecast", general({ capacityType: "SPOT" }))).toEqual([]);
});

test("a drain behind an ALB that is longer than the notice is a finding", () => {
  const models = [{ name: "api", image: { tag: "1" }, drainSeconds: 121 }];
  expect(on("retail-forecast", { ...general({ capacityType: "SPOT" }), models })).toEqual([
    expect.stringContaining("for up to 121 s"),
  ]);
});

test("On-Demand capacity behind an NLB is accepted", () => {
  expect(on("ml-inference-prod", {})).toEqual([]);
});

test("a Spot group that the pods do not select is accepted", () => {
  const nodeGroups = { general: {}, batch: { capacityType: "SPOT" } };
  const models = [{ name: "api", image: { tag: "1" }, nodeGroup: "general" }];
  expect(on("ml-inference-prod", { cluster: { nodeGroups }, models })).toEqual([]);
});
