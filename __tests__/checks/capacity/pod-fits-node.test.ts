import { podFitsNode } from "../../../src/checks/capacity/pod-fits-node";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { foundBy } from "../../support/findings";
import { model, prodWith } from "./plans";

test("pod-fits-node finds a pod that is larger than a node without its DaemonSets", () => {
  expect(foundBy(podFitsNode, prodWith([model({ cpuRequest: "1600m" })]))).toEqual([
    expect.stringMatching(
      /requests 1600m CPU, 512Mi memory; a t3\.medium of general_a has 1480m CPU/,
    ) as string,
  ]);
});

test("pod-fits-node accepts a pod that is as large as a node without its DaemonSets", () => {
  expect(foundBy(podFitsNode, prodWith([model({ cpuRequest: "1480m" })]))).toEqual([]);
});

test("pod-fits-node compares memory", () => {
  expect(foundBy(podFitsNode, prodWith([model({ memoryRequest: "4Gi" })]))).toHaveLength(1);
});

test.each([
  ["finds volumes that are larger than the disk", {}, 1],
  ["accepts them on a larger disk", { diskGiB: 100 }, 0],
])("pod-fits-node %s", (_, nodeGroup, findings) => {
  const plan = prodWith([model({ modelCacheMiB: 60_000 })], nodeGroup);
  expect(foundBy(podFitsNode, plan)).toHaveLength(findings);
});

test.each([
  ["accepts a pod with all GPUs of a node", 4, 0],
  ["finds a pod with more GPUs than a node", 5, 1],
])("pod-fits-node %s", (_, gpus, findings) => {
  const plan = planWith("ml-inference-prod", {
    cluster: { nodeGroups: { general: {}, gpu: { instanceTypes: ["g5.12xlarge"] } } },
    models: [model({ nodeGroup: "gpu", gpus })],
  });
  expect(foundBy(podFitsNode, environmentPlan(plan))).toHaveLength(findings);
});

test.each([
  ["finds a pod that is larger than the smallest type of a group", ["m6i.2xlarge", "m6i.large"], 1],
  ["accepts it without the smaller type", ["m6i.2xlarge"], 0],
])("pod-fits-node %s", (_, instanceTypes, findings) => {
  const plan = prodWith([model({ cpuRequest: "3" })], { instanceTypes });
  expect(foundBy(podFitsNode, plan)).toHaveLength(findings);
});

test("pod-fits-node finds nothing for an instance type of unknown size", () => {
  const plan = prodWith([model()], { instanceTypes: ["m6i.large", "m6id.large"] });
  expect(foundBy(podFitsNode, plan)).toEqual([]);
});

test("pod-fits-node finds a pod that is too large for Fargate", () => {
  const plan = environmentPlan(planWith("mlapp", { models: [model({ cpuRequest: "20" })] }));
  expect(foundBy(podFitsNode, plan)).toEqual([expect.stringContaining("Fargate has no size for it")]);
});
