import { spotDrainTime } from "../../../src/checks/lifecycle/spot-drain-time";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { foundBy } from "../../support/findings";
import { CHAT } from "../../support/llm";

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

const chatOn = (capacityType: string, idleTimeoutSeconds: number) =>
  on("retail-forecast", {
    cluster: { nodeGroups: { general: {}, gpu: { instanceTypes: ["g6e.xlarge"], capacityType } } },
    entry: { idleTimeoutSeconds },
    models: [CHAT],
  });

test("open answers of a language model that are longer than the notice are a finding", () => {
  expect(chatOn("SPOT", 240)).toEqual([
    "kubernetes_deployment_v1.chat: the pods of chat can run on the Spot group gpu_a, and end their answers up to 255 s after a notice of 120 s (15 s of new requests, and 240 s of --shutdown-timeout)",
  ]);
  expect(chatOn("SPOT", 105)).toEqual([]);
  expect(chatOn("ON_DEMAND", 240)).toEqual([]);
});
