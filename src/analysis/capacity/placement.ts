import { type JsonObject } from "../../terraform-json/stack-json";
import { blocks } from "../blocks";
import { type NodeGroup, type Taint } from "../cluster/node-groups";
import { labelsOf } from "../kubernetes/objects";

/** The reason that a pod cannot run on nodes of a group; undefined if it can. Requests are not compared. */
export function obstacle(pod: JsonObject, group: NodeGroup): string | undefined {
  const [label] = labelsMissing(pod, group);
  if (label) return `its nodes have no label ${label[0]}=${label[1]}`;
  const taint = group.taints.find((each) => each.effect !== "PreferNoSchedule" && !tolerates(pod, each));
  return taint && `the pods do not tolerate its taint ${taint.key}=${taint.value}:${taint.effect}`;
}

/** Labels in a pod's node selector that nodes of a group do not have. */
export const labelsMissing = (pod: JsonObject, group: NodeGroup): [key: string, value: string][] =>
  Object.entries(labelsOf(pod["node_selector"])).filter(
    ([key, value]) => !labelValues(group, key).includes(value),
  );

export const placeable = (pod: JsonObject, group: NodeGroup): boolean => obstacle(pod, group) === undefined;

/** Values of a label on nodes of a group, including labels from EKS and the kubelet. */
function labelValues(group: NodeGroup, key: string): readonly string[] {
  const own = group.labels[key];
  if (own !== undefined) return [own];
  switch (key) {
    case "kubernetes.io/os":
      return ["linux"];
    case "kubernetes.io/arch":
      return [isArm(group.amiType) ? "arm64" : "amd64"];
    case "node.kubernetes.io/instance-type":
      return group.instanceTypes;
    case "topology.kubernetes.io/zone":
      return group.subnets.flatMap(({ zone }) => (zone ? [zone] : []));
    case "eks.amazonaws.com/nodegroup":
      return [String(group.resource.config["node_group_name"])];
    case "eks.amazonaws.com/capacityType":
      return [String(group.resource.config["capacity_type"] ?? "ON_DEMAND")];
    default:
      return [];
  }
}

export const isArm = (amiType: string): boolean => /ARM_64/.test(amiType);

export const hasNvidiaDriver = (amiType: string): boolean => /NVIDIA/.test(amiType);

function tolerates(pod: JsonObject, taint: Taint): boolean {
  return blocks(pod["toleration"]).some(
    ({ key, operator = "Equal", value = "", effect }) =>
      (!effect || effect === taint.effect) &&
      (operator === "Exists" ? !key || key === taint.key : key === taint.key && value === taint.value),
  );
}
