import { podPlacement } from "../../../../src/checks/images/pod-placement";
import { asArray } from "../../../../src/terraform/stack-json";
import { planWith } from "../../../support/changed-plans";
import { configWith } from "../../../support/environments";
import { newlyFound } from "../../../support/findings";
import { problemsOfKeys } from "../../../support/minimal-file";
import { keptGroup } from "../../../../src/parts/off-hours/node-sizes";
import { edited, linesIn, reviewOf } from "../../../review/pairs";
import { at, config, pod } from "../../models-stack";

const ML = "ml-inference-prod";

const BATCH = {
  instanceTypes: ["m7i.large"],
  labels: { team: "forecast" },
  taints: [
    { key: "team", value: "forecast", effect: "NoSchedule" },
    { key: "slow", effect: "PreferNoSchedule" },
  ],
};
const MODELS = [
  { name: "on-batch", image: { tag: "1" }, nodeGroup: "batch" },
  { name: "elsewhere", image: { tag: "1" } },
];
const plan = () => planWith(ML, { cluster: { nodeGroups: { general: {}, batch: BATCH } }, models: MODELS });
const group = (name: string) => {
  const found = plan().stack("cluster").find(`aws_eks_node_group.${name}`);
  if (!found) throw new Error(`no ${name}`);
  return found.config;
};

test("EKS-05 labels of a group are beside that with its name", () => {
  expect(group("batch_a")["labels"]).toEqual({
    "private-eks-inference/node-group": "batch",
    team: "forecast",
  });
});

test("EKS-05 taints of a group have the words of EKS", () => {
  expect(group("batch_a")["taint"]).toEqual([
    { key: "team", value: "forecast", effect: "NO_SCHEDULE" },
    { key: "slow", effect: "PREFER_NO_SCHEDULE" },
  ]);
  expect(group("general_a")).not.toHaveProperty("taint");
});

test("EKS-05 the taints of a group with GPUs are beside that of its GPUs, and the device plugin tolerates them", () => {
  const gpus = planWith(ML, {
    cluster: { nodeGroups: { general: {}, gpu: { instanceTypes: ["g5.xlarge"], taints: BATCH.taints } } },
  });
  expect(gpus.stack("cluster").find("aws_eks_node_group.gpu_a")?.config["taint"]).toHaveLength(3);
  const release = gpus.stack("platform").find("helm_release.gpu_device_plugin")?.config;
  const values = JSON.parse(String(asArray(release?.["values"])[0])) as { tolerations: unknown };
  expect(values.tolerations).toEqual([
    { key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" },
    { key: "team", operator: "Equal", value: "forecast", effect: "NoSchedule" },
  ]);
});

test("API-02 the pods of a model tolerate the taints of its node group, and no other model does", () => {
  expect(pod(plan(), "on_batch")["toleration"]).toEqual([
    { key: "team", operator: "Equal", value: "forecast", effect: "NoSchedule" },
    { key: "slow", operator: "Exists", effect: "PreferNoSchedule" },
  ]);
  expect(pod(plan(), "elsewhere")).not.toHaveProperty("toleration");
  expect(
    at(config(plan(), "kubernetes_deployment_v1.on_batch"), "spec", "template", "spec", "node_selector"),
  ).toEqual({
    "private-eks-inference/node-group": "batch",
  });
});

test("pod-placement finds pods that do not tolerate a taint of their node group", () => {
  const edit = ({ models }: Parameters<Parameters<typeof edited>[1]>[0]) => {
    delete models.resource.kubernetes_deployment_v1.on_batch.spec.template.spec.toleration;
  };
  expect(newlyFound([podPlacement], plan(), edit)).toEqual([
    expect.stringContaining("the pods do not tolerate its taint team=forecast:NoSchedule"),
  ]);
});

const refusals = (nodeGroups: object, more: object = {}): string[] =>
  problemsOfKeys({
    cluster: { admins: ["arn:aws:iam::111122223333:role/platform-admin"], nodeGroups },
    ...more,
  }).map((line) => line.replace(/^prod\.yaml:\d+:\d+ /, ""));

test("fails when every node group has a taint, which no pod of the platform tolerates", () => {
  expect(refusals({ batch: BATCH })).toEqual([
    "cluster.nodeGroups: got a mapping, expected a node group without GPUs and without a taint NoSchedule, and with minPerZone of at least 1, for DNS and the add-ons; add one, such as general: {}, or raise minPerZone to 1",
  ]);
});

test("a node group with a taint PreferNoSchedule alone runs the pods of the platform", () => {
  expect(refusals({ soft: { taints: [{ key: "soft", effect: "PreferNoSchedule" }] } })).toEqual([]);
});

test.each([
  "kubernetes.io/a",
  "node.kubernetes.io/x",
  "eks.amazonaws.com/a",
  "nvidia.com/gpu",
  "private-eks-inference/a",
])("fails when a label or a taint has the reserved key %s", (key) => {
  const found = refusals({
    general: {},
    batch: { labels: { [key]: "x" }, taints: [{ key, effect: "NoSchedule" }] },
  });
  expect(found).toEqual([
    expect.stringMatching(/nodeGroups\.batch\.labels.*expected a key of your own/),
    expect.stringMatching(/nodeGroups\.batch\.taints\[0\]\.key: got .*, expected a key of your own/),
  ]);
});

test("fails when a taint evicts running pods", () => {
  expect(refusals({ general: {}, batch: { taints: [{ key: "a", effect: "NoExecute" }] } })).toEqual([
    expect.stringMatching(/taints\[0\]\.effect: got NoExecute, expected one of NoSchedule, PreferNoSchedule/),
  ]);
});

test("fails when two taints have one key and effect", () => {
  const taint = { key: "a", effect: "NoSchedule" };
  expect(refusals({ general: {}, batch: { taints: [taint, { ...taint, value: "b" }] } })).toEqual([
    expect.stringMatching(/taints\[1\]: got a mapping, expected another key or effect than taints\[0\]/),
  ]);
});

test("off-hours keep the nodes of a group without a taint", () => {
  const { cluster } = configWith(ML, { cluster: { nodeGroups: { batch: BATCH, general: {} } } });
  expect(keptGroup({} as Parameters<typeof keptGroup>[0], cluster.nodeGroups)).toBe("general");
});

describe("the review", () => {
  const lines = (edit: Parameters<typeof edited>[1]) => linesIn(reviewOf(edited(plan(), edit)), "Nodes");

  test("names a taint that appears, with the pods that it keeps away", () => {
    const edit = ({ cluster }: Parameters<Parameters<typeof edited>[1]>[0]) => {
      cluster.resource.aws_eks_node_group.general_a.taint = [{ key: "a", value: "b", effect: "NO_SCHEDULE" }];
    };
    expect(lines(edit)).toEqual([
      expect.stringMatching(
        /^attention: taints of aws_eks_node_group\.general_a: .*; new pods without a toleration start elsewhere, and running ones stay$/,
      ),
    ]);
  });

  test("names nodes that the apply replaces, since their launch template changes", () => {
    const edit = ({ cluster }: Parameters<Parameters<typeof edited>[1]>[0]) => {
      cluster.resource.aws_launch_template.batch.block_device_mappings[0].ebs.volume_size = 60;
    };
    expect(lines(edit)).toEqual([
      expect.stringMatching(
        /^attention: the apply replaces the nodes of aws_eks_node_group\.batch_a and 1 more step by step, since aws_launch_template\.batch changes in block_device_mappings\.ebs\.volume_size 50 → 60: /,
      ),
    ]);
  });
});
