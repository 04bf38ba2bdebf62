import { podArchitecture } from "../../../src/checks/images/pod-architecture";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

const GROUPS = { general: { instanceTypes: ["m7i.large"] }, arm: { instanceTypes: ["m7g.large"] } };
const model = { name: "m", image: { tag: "1" } };

const foundWith = (change: object): string[] =>
  foundBy(podArchitecture, environmentPlan(planWith("ml-inference-prod", change)));

test("pod-architecture reports models without a node group beside nodes of two architectures", () => {
  expect(foundWith({ cluster: { nodeGroups: GROUPS }, models: [model] })).toEqual([
    expect.stringMatching(/^kubernetes_deployment_v1\.m: .*general\S* \(x86_64\) and arm\S* \(arm64\)$/),
  ]);
});

test("pod-architecture accepts models with a node group, and node groups of one architecture", () => {
  expect(foundWith({ cluster: { nodeGroups: GROUPS }, models: [{ ...model, nodeGroup: "arm" }] })).toEqual(
    [],
  );
  expect(foundBy(podArchitecture, environmentPlan(planOf("ml-inference-prod")))).toEqual([]);
});
