import { type ResourceOf } from "../../terraform/environment-plan";
import { requirementsOf } from "../capacity-placement";
import { items, type PodSpec } from "../kubernetes-api";
import { type Labels, labelsOf } from "../kubernetes-labels";
import { type Subnet } from "../network-routes";

/** The parts of a pod that decide on which nodes it can run. */
export type Placed = Pick<PodSpec, "affinity" | "nodeSelector" | "tolerations">;

interface Taint {
  readonly key: string;
  readonly value: string;
  /** Effect as in Kubernetes: `NoSchedule`. */
  readonly effect: string;
}

/** Properties of the nodes of a group that the scheduler compares. */
export interface Nodes {
  readonly resource: ResourceOf<"aws_eks_node_group">;
  readonly instanceTypes: readonly string[];
  readonly isArm: boolean;
  readonly subnets: readonly Subnet[];
  readonly labels: Labels;
  readonly taints: readonly Taint[];
}

/** The reason that a pod cannot run on nodes of a group; undefined if it can. Requests are not compared. */
export function obstacle(pod: Placed, group: Nodes): string | undefined {
  const [label] = labelsMissing(pod, group);
  if (label) return `its nodes have no label ${label[0]}=${label[1]}`;
  if (!hasWantedAffinity(pod, group)) return "no node affinity term matches its nodes";
  const taint = group.taints.find((each) => each.effect !== "PreferNoSchedule" && !tolerates(pod, each));
  return taint && `the pods do not tolerate its taint ${taint.key}=${taint.value}:${taint.effect}`;
}

/** Labels in a pod's node selector that nodes of a group do not have. */
export const labelsMissing = (pod: Placed, group: Nodes): [key: string, value: string][] =>
  Object.entries(labelsOf(pod.nodeSelector)).filter(
    ([key, value]) => !labelValues(group, key).includes(value),
  );

/** A node must match all expressions of one term. Fields of nodes are not known here, and an empty term matches nothing. */
function hasWantedAffinity(pod: Placed, group: Nodes): boolean {
  const required = pod.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (!required) return true;
  return items(required.nodeSelectorTerms).some((term) => {
    const wanted = requirementsOf(term);
    return (
      wanted.length > 0 &&
      items(term.matchFields).length === 0 &&
      wanted.every((each) => isMet(each, labelValues(group, each.key)))
    );
  });
}

/** Domains whose labels nodes have from EKS, the kubelet and controllers; not all of them are known here. */
const GIVEN_LABEL = /(^|\.)(kubernetes\.io|k8s\.io|amazonaws\.com)\//;

/** Label of Fargate nodes, which nodes of node groups do not have. */
const FARGATE_LABEL = "eks.amazonaws.com/compute-type";

/** Whether a node of a group can meet a requirement, for the values that a label has on its nodes. */
function isMet(
  { key, operator, values }: ReturnType<typeof requirementsOf>[number],
  labels: readonly string[],
): boolean {
  const isUnknown = labels.length === 0 && GIVEN_LABEL.test(key) && key !== FARGATE_LABEL;
  const limit = Number(values[0]);
  switch (operator) {
    case "In":
      return labels.some((label) => values.includes(label));
    case "NotIn":
      return !isUnknown && (labels.length === 0 || labels.some((label) => !values.includes(label)));
    case "Exists":
      return labels.length > 0;
    case "DoesNotExist":
      return !isUnknown && labels.length === 0;
    case "Gt":
      return labels.some((label) => Number(label) > limit);
    case "Lt":
      return labels.some((label) => Number(label) < limit);
    default:
      return false;
  }
}

/** Values of a label on nodes of a group, including labels from EKS and the kubelet. */
function labelValues(group: Nodes, key: string): readonly string[] {
  const own = group.labels[key];
  if (own !== undefined) return [own];
  switch (key) {
    case "kubernetes.io/os":
      return ["linux"];
    case "kubernetes.io/arch":
      return [group.isArm ? "arm64" : "amd64"];
    case "node.kubernetes.io/instance-type":
      return group.instanceTypes;
    case "topology.kubernetes.io/zone":
      return group.subnets.flatMap(({ zone }) => (zone ? [zone] : []));
    case "eks.amazonaws.com/nodegroup":
      return [String(group.resource.config.node_group_name)];
    case "eks.amazonaws.com/capacityType":
      return [String(group.resource.config.capacity_type ?? "ON_DEMAND")];
    default:
      return [];
  }
}

function tolerates(pod: Placed, taint: Taint): boolean {
  return items(pod.tolerations).some(
    ({ key, operator = "Equal", value = "", effect }) =>
      (!effect || effect === taint.effect) &&
      (operator === "Exists" ? !key || key === taint.key : key === taint.key && value === taint.value),
  );
}
