import { asArray, blocks } from "../terraform/stack-json";
import { type NodeGroup } from "./capacity-nodes";
import { isDaemonSet, type Workload } from "./kubernetes-workloads";
import { knownText } from "./text-references";
import { labelsOf } from "./kubernetes-objects";
import { items, type LabelSelector, type PodSpec } from "./kubernetes-api";
import {
  type EnvironmentPlan,
  memoizePerPlan,
  type ResourceOf,
  valueOf,
} from "../terraform/environment-plan";
import { namedSubnets, type Subnet } from "./network-routes";

/** The parts of a pod that decide on which nodes it can run. */
type Placed = Pick<PodSpec, "affinity" | "nodeSelector" | "tolerations">;

/** The reason that a pod cannot run on nodes of a group; undefined if it can. Requests are not compared. */
export function obstacle(pod: Placed, group: NodeGroup): string | undefined {
  const [label] = labelsMissing(pod, group);
  if (label) return `its nodes have no label ${label[0]}=${label[1]}`;
  if (!hasWantedAffinity(pod, group)) return "no node affinity term matches its nodes";
  const taint = group.taints.find((each) => each.effect !== "PreferNoSchedule" && !tolerates(pod, each));
  return taint && `the pods do not tolerate its taint ${taint.key}=${taint.value}:${taint.effect}`;
}

/** Labels in a pod's node selector that nodes of a group do not have. */
export const labelsMissing = (pod: Placed, group: NodeGroup): [key: string, value: string][] =>
  Object.entries(labelsOf(pod.nodeSelector)).filter(
    ([key, value]) => !labelValues(group, key).includes(value),
  );

/** A requirement on a label of nodes. */
interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** The `matchExpressions` of a node selector term or preference. */
export const requirementsOf = ({
  matchExpressions,
}: Pick<LabelSelector, "matchExpressions">): Requirement[] =>
  items(matchExpressions).map(({ key, operator, values }) => ({
    key: String(key),
    operator: String(operator),
    values: asArray(values).map(String),
  }));

/** The required node affinity of a pod. @default - none */
export const requiredAffinity = (pod: Placed) =>
  pod.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;

/** A node must match all expressions of one term. Fields of nodes are not known here, and an empty term matches nothing. */
function hasWantedAffinity(pod: Placed, group: NodeGroup): boolean {
  const required = requiredAffinity(pod);
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
function isMet({ key, operator, values }: Requirement, labels: readonly string[]): boolean {
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

export const placeable = (pod: Placed, group: NodeGroup): boolean => obstacle(pod, group) === undefined;

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
      return [String(group.resource.config.node_group_name)];
    case "eks.amazonaws.com/capacityType":
      return [String(group.resource.config.capacity_type ?? "ON_DEMAND")];
    default:
      return [];
  }
}

export const isArm = (amiType: string): boolean => /ARM_64/.test(amiType);

export const hasNvidiaDriver = (amiType: string): boolean => /NVIDIA/.test(amiType);

function tolerates(pod: Placed, taint: NodeGroup["taints"][number]): boolean {
  return items(pod.tolerations).some(
    ({ key, operator = "Equal", value = "", effect }) =>
      (!effect || effect === taint.effect) &&
      (operator === "Exists" ? !key || key === taint.key : key === taint.key && value === taint.value),
  );
}

/** A Fargate profile and its selectors. */
interface Profile {
  readonly resource: ResourceOf<"aws_eks_fargate_profile">;
  readonly subnets: readonly Subnet[];
  /** Whether the profile selects pods, by namespace and labels. */
  readonly selects: (pods: Pick<Workload, "namespace" | "labels">) => boolean;
}

export const fargateProfiles = memoizePerPlan((plan: EnvironmentPlan): readonly Profile[] =>
  plan.resources("aws_eks_fargate_profile").map((resource) => profile(plan, resource)),
);

/** The profile that selects a workload's pods; DaemonSets run only on nodes. */
export function profileOf(plan: EnvironmentPlan, workload: Workload): Profile | undefined {
  return isDaemonSet(workload) ? undefined : fargateProfiles(plan).find((each) => each.selects(workload));
}

function profile(plan: EnvironmentPlan, resource: ResourceOf<"aws_eks_fargate_profile">): Profile {
  const { config } = resource;
  const selectors = blocks(config.selector).map((selector) => ({
    namespace: pattern(knownText(plan, valueOf(resource, selector.namespace)) ?? ""),
    labels: Object.entries(labelsOf(selector.labels)).map(([key, value]) => [key, pattern(value)] as const),
  }));
  return {
    resource,
    subnets: namedSubnets(plan, valueOf(resource, config.subnet_ids)),
    selects: ({ namespace, labels }) =>
      selectors.some(
        (selector) =>
          selector.namespace.test(namespace) &&
          selector.labels.every(([key, value]) => value.test(labels[key] ?? "")),
      ),
  };
}

/** A selector as a pattern: `*` matches any characters, `?` matches one. */
function pattern(text: string): RegExp {
  const escaped = text.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replace(/\*/g, ".*").replace(/\?/g, ".")}$`);
}
