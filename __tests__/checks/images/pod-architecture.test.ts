import { podArchitecture } from "../../../src/checks/images/pod-architecture";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

const ARM = { instanceTypes: ["m7g.large"] };
const X86 = { instanceTypes: ["m7i.large"] };
const model = { name: "m", image: { tag: "1" } };

const ofModels = (nodeGroups: object, models: object): string[] =>
  foundBy(
    podArchitecture,
    environmentPlan(planWith("ml-inference-prod", { cluster: { nodeGroups }, models })),
  ).filter((line) => line.startsWith("kubernetes_deployment_v1.m:"));

test.each([
  ["beside nodes of two architectures", { general: X86, arm: ARM }, [model]],
  ["on a group of ARM nodes", { general: X86, arm: ARM }, [{ ...model, nodeGroup: "arm" }]],
  ["in a cluster of ARM nodes", { general: ARM }, [model]],
])("pod-architecture says that a model's own image is not judged %s", (_, groups, models) => {
  expect(ofModels(groups, models)).toEqual([
    expect.stringMatching(/not judged on ARM nodes: \S*\/m:1, on \w/),
  ]);
});

test("pod-architecture accepts a model on x86 nodes beside ARM nodes", () => {
  expect(ofModels({ general: X86, arm: ARM }, [{ ...model, nodeGroup: "general" }])).toEqual([]);
  expect(foundBy(podArchitecture, environmentPlan(planOf("ml-inference-prod")))).toEqual([]);
});
