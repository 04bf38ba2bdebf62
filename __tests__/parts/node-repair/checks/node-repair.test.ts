import { nodeRepairCheck } from "../../../../src/parts/node-repair/checks/node-repair";
import { hostEngineRunsOn } from "../../../../src/parts/node-repair/facts/node-repair";
import { instanceTypesKnown } from "../../../../src/facts/instance-capacity";
import { hasImage, nodeImage } from "../../../../src/facts/instance-types";
import { type Editable, altered, environmentPlan } from "../../../support/altered";
import { planWith } from "../../../support/changed-plans";
import { type Edit, foundBy } from "../../../support/findings";
import { nodeRepairPlan } from "../../../support/node-repair";

const GROUP = "aws_eks_node_group.gpu_a";
const ADDON = "aws_eks_addon.node_repair_eks_node_monitoring_agent";

const group =
  (name: string, edit: (group: Editable) => void): Edit =>
  ({ cluster }) =>
    edit(cluster.resource.aws_eks_node_group[name] as Editable);

const addonOf = (cluster: Editable): Editable => cluster["resource"].aws_eks_addon as Editable;

const settings =
  (values: object | undefined): Edit =>
  ({ cluster }) => {
    const addon = addonOf(cluster)["node_repair_eks_node_monitoring_agent"] as Editable;
    if (values === undefined) delete addon["configuration_values"];
    else addon["configuration_values"] = JSON.stringify(values);
  };

const GPU = { key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" };
const GROUPS = "gpu_a, gpu_b";
const TAINT = "the pods do not tolerate its taint nvidia.com/gpu=true:NoSchedule";

test("node-repair accepts the part, and an environment without it", () => {
  expect(foundBy(nodeRepairCheck, environmentPlan(nodeRepairPlan()))).toEqual([]);
  expect(foundBy(nodeRepairCheck, environmentPlan(planWith("ml-inference-prod", {})))).toEqual([]);
});

test.each<[what: string, edit: Edit, messages: string[]]>([
  [
    "repairs of GPU nodes without the agent",
    ({ cluster }) => delete addonOf(cluster)["node_repair_eks_node_monitoring_agent"],
    [
      `${GROUP}: EKS repairs its nodes, but no add-on eks-node-monitoring-agent finds a broken GPU of them`,
      `aws_eks_node_group.gpu_b: EKS repairs its nodes, but no add-on eks-node-monitoring-agent finds a broken GPU of them`,
    ],
  ],
  [
    "a GPU group without repairs beside the agent",
    group("gpu_a", (each) => delete each["node_repair_config"]),
    [
      `${GROUP}: the agent reports its broken nodes, but EKS does not repair them: node_repair_config is missing`,
    ],
  ],
  [
    "a group without GPUs and without repairs beside the agent",
    group("general_a", (each) => delete each["node_repair_config"]),
    [
      "aws_eks_node_group.general_a: the agent reports its broken nodes, but EKS does not repair them: node_repair_config is missing",
    ],
  ],
  [
    "repairs that are disabled",
    group("gpu_a", (each) => (each["node_repair_config"] = { enabled: false })),
    [`${GROUP}: the agent reports its broken nodes, but EKS does not repair them: enabled is false`],
  ],
  [
    "repairs without their switch",
    group("gpu_a", (each) => (each["node_repair_config"] = {})),
    [`${GROUP}: the agent reports its broken nodes, but EKS does not repair them: enabled is missing`],
  ],
  [
    "the tolerations of the add-on's default",
    settings(undefined),
    [`${ADDON}: node monitoring: its DaemonSet dcgm-server does not run on nodes of ${GROUPS}: ${TAINT}`],
  ],
  [
    "a toleration of another taint",
    settings({ dcgmAgent: { tolerations: [{ ...GPU, key: "gpu" }] } }),
    [`${ADDON}: node monitoring: its DaemonSet dcgm-server does not run on nodes of ${GROUPS}: ${TAINT}`],
  ],
  [
    "an agent that tolerates no taint",
    settings({ nodeAgent: { tolerations: [] }, dcgmAgent: { tolerations: [GPU] } }),
    [
      `${ADDON}: node monitoring: its DaemonSet eks-node-monitoring-agent does not run on nodes of ${GROUPS}: ${TAINT}`,
    ],
  ],
  [
    "an agent on some nodes only",
    settings({ nodeAgent: { nodeSelector: { team: "vision" } }, dcgmAgent: { tolerations: [GPU] } }),
    [
      `${ADDON}: node monitoring: its DaemonSet eks-node-monitoring-agent does not run on nodes of general_a, general_b, ${GROUPS}: its nodes have no label team=vision`,
    ],
  ],
  [
    "an agent that does not watch GPUs",
    settings({
      nodeAgent: { monitors: { nvidia: { enabled: false } } },
      dcgmAgent: { tolerations: [GPU] },
    }),
    [`${ADDON}: node monitoring: nodeAgent.monitors.nvidia.enabled is false, so it finds no broken GPU`],
  ],
  [
    "the names of the user guide, which the schema of the add-on does not have",
    settings({ monitoringAgent: { tolerations: [] }, dcgmAgent: { tolerations: [GPU] } }),
    [
      `${ADDON}: node monitoring: configuration_values has monitoringAgent, expected dcgmAgent, extraObjects, global or nodeAgent`,
    ],
  ],
])("node-repair finds %s", (_, edit, messages) => {
  expect(foundBy(nodeRepairCheck, altered(nodeRepairPlan(), edit))).toEqual(messages);
});

test("node-repair accepts repairs without the agent of nodes without GPUs, which the kubelet reports", () => {
  const plan = altered(planWith("ml-inference-prod", {}), ({ cluster }) => {
    const groups = cluster.resource.aws_eks_node_group as Record<string, Editable>;
    for (const each of Object.values(groups)) each["node_repair_config"] = { enabled: true };
  });
  expect(foundBy(nodeRepairCheck, plan)).toEqual([]);
});

test("node-repair finds GPU nodes with ARM processors", () => {
  const plan = altered(
    nodeRepairPlan(),
    group("gpu_a", (each) => {
      each["ami_type"] = "AL2023_ARM_64_NVIDIA";
      each["instance_types"] = ["g5g.xlarge"];
    }),
  );
  expect(foundBy(nodeRepairCheck, plan)).toEqual([
    `${ADDON}: node monitoring: its DaemonSet dcgm-server does not run on g5g.xlarge of gpu_a, so the agent reports its GPUs as broken`,
  ]);
});

test("the host engine runs on all GPU types of the catalog with x86 processors", () => {
  const types = instanceTypesKnown().filter((type) => hasImage(type) && nodeImage([type]).gpu);
  expect(types.length).toBeGreaterThan(20);
  expect(types.filter((type) => !hostEngineRunsOn(type))).toEqual(
    types.filter((type) => nodeImage([type]).amiType.includes("ARM")),
  );
});
