import { instanceStore } from "../../../../src/checks/capacity/instance-store";
import { podFitsNode } from "../../../../src/checks/capacity/pod-fits-node";
import { weightsDisk } from "../../../../src/checks/capacity/weights-disk";
import { weightsRate } from "../../../../src/checks/capacity/weights-rate";
import { nodeGroups } from "../../../../src/infrastructure/capacity-nodes";
import { UserData } from "../../../../src/infrastructure/text-user-data";
import { nodesDescribed } from "../../../../src/parts/cluster-autoscaler/checks/nodes-described";
import { environmentPlan } from "../../../support/altered";
import { planWith } from "../../../support/changed-plans";
import { CONTEXT, foundBy, newlyFound } from "../../../support/findings";
import { problemsOfKeys } from "../../../support/minimal-file";
import { edited, linesIn, reviewOf, type Layers } from "../../../review/pairs";

const ML = "ml-inference-prod";
const GPU = { instanceTypes: ["g5.xlarge"], instanceStore: true };

const planOf = (gpu: object, model: object = {}, components: object = {}) =>
  planWith(ML, {
    components,
    cluster: { nodeGroups: { general: {}, gpu: { ...GPU, ...gpu } } },
    models: [
      {
        name: "llm",
        image: { tag: "1" },
        nodeGroup: "gpu",
        gpus: 1,
        replicas: { min: 1, max: 1 },
        ...model,
      },
    ],
  });

const configOf = (gpu: object): string => {
  const template = environmentPlan(planOf(gpu)).find("cluster", "aws_launch_template.gpu");
  return UserData.in(template?.config["user_data"])?.nodeConfig ?? "";
};
const sizeOf = (gpu: object) =>
  nodeGroups(environmentPlan(planOf(gpu))).find(({ resource }) => resource.name === "gpu_a")?.node;

test("EKS-05 nodeadm makes one RAID 0 of the instance store, for the kubelet and images", () => {
  expect(configOf({})).toMatch(/^spec:\n(.*\n)* {2}instance:\n {4}localStorage:\n {6}strategy: RAID0$/m);
});

test("EKS-05 the instance store stays unused by default", () => {
  expect(configOf({ instanceStore: undefined })).not.toContain("localStorage");
});

// 250 GB less 0.5 % for the file system, 10 % for evictions and 1 GiB for the kubelet
test("pods have the instance store as ephemeral storage, in place of the root disk", () => {
  expect(sizeOf({})?.diskMiB).toBe(212_479);
  expect(sizeOf({ instanceStore: false })?.diskMiB).toBe(44_986);
});

test("a group of several types has the smallest instance store", () => {
  expect(sizeOf({ instanceTypes: ["g5.4xlarge", "g5.xlarge"] })?.diskMiB).toBe(212_479);
});

const refusals = (group: object): string[] =>
  problemsOfKeys({
    cluster: {
      admins: ["arn:aws:iam::111122223333:role/platform-admin"],
      nodeGroups: { general: {}, other: { instanceStore: true, ...group } },
    },
  }).map((line) => line.replace(/^prod\.yaml:\d+:\d+ cluster\.nodeGroups\.other\./, ""));

test("a type with an instance store is accepted", () => {
  expect(refusals(GPU)).toEqual([]);
});

test.each([
  [
    ["m7i.large"],
    "instanceStore: got true, expected instance types with an instance store, and m7i.large has none; remove instanceStore, or choose types such as g5.xlarge",
  ],
  [
    ["m7i.large", "m5.large"],
    "instanceStore: got true, expected instance types with an instance store, and m7i.large and m5.large have none; remove instanceStore, or choose types such as g5.xlarge",
  ],
  [
    ["i4i.xlarge"],
    "instanceStore: got true, expected instance types with an instance store, and its size is not known for i4i.xlarge; remove instanceStore, or choose types such as g5.xlarge",
  ],
])("fails when the types are %j", (instanceTypes, problem) => {
  expect(refusals({ instanceTypes })).toEqual([problem]);
});

test("instance-store finds nodes that have none to make a RAID of", () => {
  const found = newlyFound([instanceStore], planOf({}), ({ cluster }) => {
    cluster.resource.aws_eks_node_group.gpu_a.instance_types = ["g5g.xlarge"];
  });
  expect(found).toEqual([
    expect.stringContaining("aws_eks_node_group.gpu_a: a g5g.xlarge has no instance store"),
  ]);
});

test("instance-store accepts nodes with one, and nodes that do not use theirs", () => {
  expect(foundBy(instanceStore, environmentPlan(planOf({})))).toEqual([]);
  expect(foundBy(instanceStore, environmentPlan(planOf({ instanceStore: false })))).toEqual([]);
});

test("a pod that fits only on the instance store is accepted there", () => {
  const model = { modelCacheMiB: 100_000 };
  expect(foundBy(podFitsNode, environmentPlan(planOf({}, model)))).toEqual([]);
  expect(foundBy(podFitsNode, environmentPlan(planOf({ instanceStore: false }, model)))).toHaveLength(1);
});

test("the correction of a pod that is larger than the instance store is a larger type, not a larger root disk", () => {
  const [finding] = podFitsNode.run(environmentPlan(planOf({}, { modelCacheMiB: 300_000 })), CONTEXT);
  expect(finding?.message).toContain("a g5.xlarge of node group gpu with an instance store of 250 GB has ");
  expect(finding?.fix).toMatch(
    /^lower models\[llm\]\.modelCacheMiB to at most \d+, or choose a larger instance type in cluster\.nodeGroups\.gpu\.instanceTypes$/,
  );
});

test("weights-disk names the instance store, and a larger type as the correction", () => {
  const [finding] = weightsDisk.run(
    environmentPlan(planOf({}, { weights: { sizeGiB: 190, mode: "download", mibPerSecond: 25 } })),
    CONTEXT,
  );
  expect(finding?.message).toContain("of node group gpu with an instance store of 250 GB holds these pods");
  expect(finding?.fix).toBe("choose a larger instance type in cluster.nodeGroups.gpu.instanceTypes");
});

test("weights-rate does not compare the root disk with downloads to the instance store", () => {
  const weights = { weights: { sizeGiB: 20, mode: "download", mibPerSecond: 130 } };
  expect(foundBy(weightsRate, environmentPlan(planOf({ instanceStore: false }, weights)))).toHaveLength(1);
  expect(foundBy(weightsRate, environmentPlan(planOf({}, weights)))).toEqual([]);
});

test("the tag for the Cluster Autoscaler has the instance store of a group without nodes", () => {
  const plan = planOf({ minPerZone: 0 }, {}, { "cluster-autoscaler": {} });
  const group = environmentPlan(plan).find("cluster", "aws_eks_node_group.gpu_a");
  expect(group?.config["tags"]).toEqual({
    "k8s.io/cluster-autoscaler/node-template/resources/ephemeral-storage": "212479Mi",
  });
  expect(foundBy(nodesDescribed, environmentPlan(plan))).toEqual([]);
});

test("the review names nodes that begin to use their instance store", () => {
  const edit = ({ cluster }: Layers): void => {
    const template = cluster.resource.aws_launch_template.gpu as { user_data: string };
    const data = Buffer.from(template.user_data, "base64").toString("utf8");
    template.user_data = Buffer.from(data.replace("strategy: RAID0", "strategy: Mount")).toString("base64");
  };
  expect(linesIn(reviewOf(edited(planOf({}), edit)), "Nodes")).toContainEqual(
    "info: settings of the nodes of aws_launch_template.gpu: user_data.application/node.eks.aws.spec.instance.localStorage.strategy RAID0 → Mount",
  );
});
