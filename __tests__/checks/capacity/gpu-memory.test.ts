import { statedIn } from "../../../src/infrastructure/stated";
import { gpuMemory } from "../../../src/checks/capacity/gpu-memory";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { configWith } from "../../support/environments";
import { CONTEXT, foundBy } from "../../support/findings";
import { settingsFor } from "../../support/recorded-causes";
import { model } from "./plans";

const withGpus = (instanceTypes: readonly string[], over: object) => {
  const change = {
    cluster: { nodeGroups: { general: {}, gpu: { instanceTypes } } },
    models: [model({ nodeGroup: "gpu", gpus: 1, ...over })],
  };
  const stated = statedIn(settingsFor(configWith("ml-inference-prod", change)));
  return {
    plan: environmentPlan(planWith("ml-inference-prod", change)),
    context: { statedOf: () => stated },
  };
};

const findings = (instanceTypes: readonly string[], over: object): string[] => {
  const { plan, context } = withGpus(instanceTypes, over);
  return foundBy(gpuMemory, plan, context);
};

test("gpu-memory finds a model that is larger than the memory which EC2 states for its GPU", () => {
  expect(findings(["g6.xlarge"], { gpuMemoryGiB: 24 })).toEqual([
    "kubernetes_deployment_v1.model: a pod of model needs 24 GiB of GPU memory, and 1 GPU of a g6.xlarge (L4) has 22.3 GiB",
  ]);
});

test("gpu-memory adds the memory of all GPUs of a pod", () => {
  expect(findings(["g5.12xlarge"], { gpus: 4, gpuMemoryGiB: 89 })).toEqual([]);
  expect(findings(["g5.12xlarge"], { gpus: 4, gpuMemoryGiB: 90 })).toHaveLength(1);
});

test("gpu-memory judges the smallest GPU among the instance types of the group", () => {
  expect(findings(["g6e.xlarge"], { gpuMemoryGiB: 40 })).toEqual([]);
  expect(findings(["g6e.xlarge", "g4dn.2xlarge"], { gpuMemoryGiB: 40 })).toEqual([
    expect.stringContaining("1 GPU of a g4dn.2xlarge (T4) has 16 GiB"),
  ]);
});

test("gpu-memory is quiet about a model that states no GPU memory", () => {
  expect(findings(["g4dn.xlarge"], {})).toEqual([]);
});

test.each([
  [["g6.xlarge"], 24, ["instanceTypes to a type of g6e (L40S)", "lower gpuMemoryGiB to at most 22.3"]],
  [["g6e.xlarge"], 60, ["instanceTypes to a type of p5 (H100)"]],
  [["g6.12xlarge"], 60, ["raise models[model].gpus to at least 3 if the model can use several"]],
])("the fix of gpu-memory on %j for %d GiB has values that fit", (types, gpuMemoryGiB, texts) => {
  const { plan, context } = withGpus(types, { gpuMemoryGiB });
  const [finding] = gpuMemory.run(plan, { ...CONTEXT, ...context });
  for (const text of texts) expect(finding?.fix).toContain(text);
});

test.each([
  [["g6e.xlarge"], { gpuMemoryGiB: 24 }],
  [["p5.4xlarge"], { gpuMemoryGiB: 60 }],
  [["g6.xlarge"], { gpuMemoryGiB: 22.3 }],
  [["g6.12xlarge"], { gpuMemoryGiB: 60, gpus: 3 }],
])("the advice of gpu-memory ends the finding: %j with %j", (types, over) => {
  expect(findings(types, over)).toEqual([]);
});
