import { capacityOf } from "../facts/stated-types";
import { type EnvironmentPlan, type PlannedResource, type ResourceOf } from "../terraform/environment-plan";
import { block, blocks, number, memoizePerPlan, valueOf } from "./blocks";
import { type Labels, labelsOf } from "./kubernetes-objects";
import { type Subnet, namedSubnets } from "./subnets";
import { nodesOfBlock } from "./capacity-blocks";
import { type NodeSize, nodeSize } from "./node-size";

export interface Taint {
  readonly key: string;
  readonly value: string;
  /** Effect as in Kubernetes: `NoSchedule`. */
  readonly effect: string;
}

/** A node group, with the capacity of its nodes. */
export interface NodeGroup {
  readonly resource: ResourceOf<"aws_eks_node_group">;
  readonly instanceTypes: readonly string[];
  /** Types that the catalog and the file lack; the capacity of the group is then unknown. */
  readonly unknownTypes: readonly string[];
  readonly amiType: string;
  readonly min: number;
  readonly max: number;
  /** Node count without an autoscaler; of a Capacity Block in its window, by its schedules. */
  readonly floor: number;
  /** Nodes that an upgrade adds temporarily. */
  readonly surge: number;
  readonly subnets: readonly Subnet[];
  readonly labels: Labels;
  readonly taints: readonly Taint[];
  /** Capacity of one node, the smallest of its types. @default - none, the size of a type is unknown */
  readonly node?: NodeSize;
}

export const nodeGroups = memoizePerPlan((plan: EnvironmentPlan): readonly NodeGroup[] =>
  plan.resources("aws_eks_node_group").map((resource) => nodeGroup(plan, resource)),
);

/** EKS defaults. */
const DEFAULT_AMI_TYPE = "AL2023_x86_64_STANDARD";
const DEFAULT_INSTANCE_TYPE = "t3.medium";

function nodeGroup(plan: EnvironmentPlan, resource: ResourceOf<"aws_eks_node_group">): NodeGroup {
  const { config } = resource;
  const scaling = block(config.scaling_config);
  const min = number(scaling.min_size) ?? 0;
  const template = launchTemplate(plan, resource);
  const instanceTypes = typesOf(plan, resource, template);
  const subnets = namedSubnets(plan, valueOf(resource, config.subnet_ids));
  const amiType = typeof config.ami_type === "string" ? config.ami_type : DEFAULT_AMI_TYPE;
  const node = nodeSize(plan, instanceTypes, template, { diskGiB: number(config.disk_size), amiType });
  return {
    resource,
    instanceTypes,
    unknownTypes: instanceTypes.filter((type) => capacityOf(type, plan.statedTypes) === undefined),
    amiType,
    min,
    max: number(scaling.max_size) ?? min,
    floor: nodesOfBlock(plan, resource) ?? Math.max(min, number(scaling.desired_size) ?? min),
    surge: upgradeSurge(subnets, number(block(config.update_config).max_unavailable)),
    subnets,
    labels: labelsOf(config.labels),
    taints: blocks(config.taint).map((taint) => ({
      key: String(taint.key),
      value: String(taint.value ?? ""),
      effect: EFFECTS[String(taint.effect)] ?? String(taint.effect),
    })),
    ...(node ? { node } : {}),
  };
}

const EFFECTS: Readonly<Record<string, string>> = {
  NO_SCHEDULE: "NoSchedule",
  NO_EXECUTE: "NoExecute",
  PREFER_NO_SCHEDULE: "PreferNoSchedule",
};

/**
 * An upgrade adds twice as many nodes as the group has zones, or `max_unavailable` nodes if that is more
 * (Amazon EKS user guide, "Understand each phase of node updates", read 2026-11-20).
 */
const upgradeSurge = (subnets: readonly Subnet[], maxUnavailable = 1): number =>
  Math.max(2 * Math.max(1, subnets.length), maxUnavailable);

function launchTemplate(
  plan: EnvironmentPlan,
  group: ResourceOf<"aws_eks_node_group">,
): PlannedResource | undefined {
  const { id, name } = block(group.config.launch_template);
  return plan.target(valueOf(group, id ?? name));
}

/** Instance types of the group, else of its launch template, else the EKS default. */
function typesOf(
  plan: EnvironmentPlan,
  group: ResourceOf<"aws_eks_node_group">,
  template?: PlannedResource,
): string[] {
  const own = plan
    .items(valueOf(group, group.config.instance_types))
    .map((item) => plan.text(item) ?? "an expression");
  if (own.length > 0) return own;
  const fromTemplate = template?.config["instance_type"];
  return [typeof fromTemplate === "string" ? fromTemplate : DEFAULT_INSTANCE_TYPE];
}

/** The launch template of a group. */
export const templateOf = (plan: EnvironmentPlan, group: NodeGroup): PlannedResource | undefined =>
  launchTemplate(plan, group.resource);

/** Nodes as text: `4 t3.medium and 2 g5.xlarge`. */
export const nodesInWords = (groups: readonly NodeGroup[], count: (group: NodeGroup) => number): string => {
  const byType = new Map<string, number>();
  for (const group of groups) {
    const type = group.instanceTypes.join("/");
    byType.set(type, (byType.get(type) ?? 0) + count(group));
  }
  return [...byType].map(([type, nodes]) => `${nodes} ${type}`).join(" and ");
};

/** Names of groups in their addresses. */
export const namesOf = (groups: readonly NodeGroup[]): string =>
  groups.map(({ resource }) => resource.name).join(", ");
