import { podFitsNode } from "../../../src/checks/capacity/pod-fits-node";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { CONTEXT, foundBy } from "../../support/findings";
import { WorkingCopy } from "../../support/working-copy";
import { model, prodWith } from "./plans";

test("pod-fits-node finds a pod that is larger than a node without its DaemonSets", () => {
  expect(foundBy(podFitsNode, prodWith([model({ cpuRequest: "1600m" })]))).toEqual([
    "kubernetes_deployment_v1.model: a pod of model requests 1600m CPU; a t3.medium of node group general has 1480m CPU left beside its DaemonSets",
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
  expect(foundBy(podFitsNode, plan)).toEqual([
    expect.stringContaining("requests 20000m CPU; the largest pod on Fargate has 16000m CPU"),
  ]);
});

test("pod-fits-node names ephemeral storage, its parts, the disk and the keys when only the disk is too small", () => {
  const [finding] = podFitsNode.run(prodWith([model({ modelCacheMiB: 60_000 })]), CONTEXT);
  expect(finding).toMatchObject({
    message:
      "a pod of model requests 60064Mi ephemeral storage (60000 of modelCacheMiB + 64 of tmpMiB); " +
      "a t3.medium of node group general with a disk of 50 GiB has 44986Mi ephemeral storage left beside its DaemonSets",
    fix: "lower models[model].modelCacheMiB to at most 44922, or raise cluster.nodeGroups.general.diskGiB to at least 67",
    key: ["modelCacheMiB"],
  });
});

test("pod-fits-node names each resource that is too small, and no other", () => {
  const [line] = foundBy(podFitsNode, prodWith([model({ cpuRequest: "3", memoryRequest: "8Gi" })]));
  expect(line).toContain("requests 3000m CPU, 8192Mi memory;");
});

test("pod-fits-node names the node groups of which each lacks another resource", () => {
  const plan = planWith("ml-inference-prod", {
    cluster: { nodeGroups: { general: { diskGiB: 200 }, large: { instanceTypes: ["m7i.2xlarge"] } } },
    models: [model({ cpuRequest: "4", modelCacheMiB: 60_000 })],
  });
  const [line] = foundBy(podFitsNode, environmentPlan(plan));
  expect(line).toMatch(
    /node group general has \d+m CPU left .*, a m7i\.2xlarge of node group large with a disk/,
  );
});

const ADVICE = /lower models\[model\]\.(\w+) to at most (\S+), or (?:raise|choose)/;

test.each([
  ["cpuRequest", { cpuRequest: "1900m" }],
  ["memoryRequest", { memoryRequest: "5Gi" }],
  ["modelCacheMiB", { modelCacheMiB: 100_000 }],
  ["tmpMiB", { tmpMiB: 80_000 }],
])("pod-fits-node accepts the value of %s that it advises", (key, change) => {
  const [finding] = podFitsNode.run(prodWith([model(change)]), CONTEXT);
  const [, advised, value = ""] = ADVICE.exec(finding?.fix ?? "") ?? [];
  expect(advised).toBe(key);
  const lowered = model({ [key]: key.endsWith("MiB") ? Number(value) : value });
  expect(foundBy(podFitsNode, prodWith([lowered]))).toEqual([]);
});

test("pod-fits-node accepts the disk that it advises, and no smaller one", () => {
  const pod = model({ modelCacheMiB: 100_000 });
  const [finding] = podFitsNode.run(prodWith([pod]), CONTEXT);
  const diskGiB = Number(/diskGiB to at least (\d+)/.exec(finding?.fix ?? "")?.[1]);
  expect(foundBy(podFitsNode, prodWith([pod], { diskGiB }))).toEqual([]);
  expect(foundBy(podFitsNode, prodWith([pod], { diskGiB: diskGiB - 1 }))).toHaveLength(1);
});

test("pod-fits-node advises no disk above the largest diskGiB", () => {
  const [finding] = podFitsNode.run(prodWith([model({ ephemeralStorage: "20000Gi" })]), CONTEXT);
  expect(finding?.fix).toMatch(/^lower models\[model\]\.ephemeralStorage and its volumes by \d+ MiB$/);
});

test("synth names the file and the line of modelCacheMiB, the sum, the disk and both fixes if the disk is too small", async () => {
  const copy = new WorkingCopy("retail-forecast");
  copy.edit("retail-forecast.yaml", "    port: 8080\n", "    port: 8080\n    modelCacheMiB: 60000\n");
  const line = copy.read("retail-forecast.yaml").split("\n").indexOf("    modelCacheMiB: 60000") + 1;
  const { error } = await copy.synth();
  expect(error?.replace(/ finding: \w+$/gm, "")).toContain(
    `pod-fits-node retail-forecast-models kubernetes_deployment_v1.retail_forecast_api (environments/retail-forecast.yaml:${line}:20)\n` +
      "        a pod of retail-forecast-api requests 60064Mi ephemeral storage (60000 of modelCacheMiB + 64 of tmpMiB); " +
      "a t3.medium of node group general with a disk of 50 GiB has 44986Mi ephemeral storage left beside its DaemonSets; " +
      "fix: lower models[retail-forecast-api].modelCacheMiB to at most 44922, or raise cluster.nodeGroups.general.diskGiB to at least 67\n",
  );
});

test("pod-fits-node names the size of the weights when they are larger than the disk", () => {
  const weights = { sizeGiB: 60, mode: "download" };
  const [finding] = podFitsNode.run(prodWith([model({ weights, modelCacheMiB: 1 })]), CONTEXT);
  expect(finding?.message).toContain("(60 of weights.sizeGiB + 64 of tmpMiB + 1 of modelCacheMiB)");
  expect(finding?.fix).toMatch(/^lower models\[model\]\.weights\.sizeGiB to at most 43\.8, or raise /);
  expect(finding?.key).toEqual(["weights", "sizeGiB"]);
});
