import { capacityOf } from "../facts/stated-types";
import {
  type EnvironmentPlan,
  memoizePerPlan,
  type PlannedResource,
  type ResourceOf,
  valueOf,
} from "../terraform/environment-plan";
import { block, blocks, type JsonObject, number, text } from "../terraform/stack-json";
import { type Labels, labelsOf } from "./kubernetes-objects";
import { namedSubnets, type Subnet } from "./network-routes";
import { type InstanceCapacity, allocatable, podsOf } from "../facts/instance-capacity";
import { instanceStoreGB } from "../facts/instance-store";
import { allocatableStoreMiB } from "../facts/node-disk";
import { addressing } from "./cni";
import { nodeConfigIn, userDataOf } from "./text-user-data";
import { type NodeSchedule, resizingSchedules } from "./capacity-node-schedules";
import { CAPACITY_BLOCK } from "../evidence/capacity-blocks";

interface Taint {
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
  /** Capacity of a node of one type; undefined if its size is unknown. */
  readonly sizeOf: (instanceType: string) => NodeSize | undefined;
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
  const sizeOf = (types: readonly string[]): NodeSize | undefined =>
    nodeSize(plan, types, template, { diskGiB: number(config.disk_size), amiType });
  const node = sizeOf(instanceTypes);
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
    sizeOf: (instanceType) => sizeOf([instanceType]),
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

/** Capacity of one node for pods. */
export interface NodeSize extends ReturnType<typeof allocatable> {
  /** Maximum number of pods, from the kubelet. */
  readonly maxPods: number;
  /** Size of the root disk. */
  readonly diskGiB: number;
  /** Size of the instance store with the ephemeral storage, in GB. @default - none, it is on the root disk */
  readonly storeGB?: number;
  /** The smallest capacity of its types, for interfaces and addresses. */
  readonly type: InstanceCapacity;
}

/** The smallest capacity of these types, because a group can start any of them; undefined if a type is unknown. */
function nodeSize(
  plan: EnvironmentPlan,
  instanceTypes: readonly string[],
  template: PlannedResource | undefined,
  { diskGiB, amiType }: { readonly diskGiB: number | undefined; readonly amiType: string },
): NodeSize | undefined {
  const known = instanceTypes.flatMap((type) => capacityOf(type, plan.statedTypes) ?? []);
  if (known.length < instanceTypes.length || known.length === 0) return undefined;
  const least = <Of>(all: readonly Of[], of: (each: Of) => number): number => Math.min(...all.map(of));
  const type: InstanceCapacity = {
    vcpus: least(known, (size) => size.vcpus),
    memoryMiB: least(known, (size) => size.memoryMiB),
    gpus: least(known, (size) => size.gpus),
    interfaces: least(known, (size) => size.interfaces),
    addressesPerInterface: least(known, (size) => size.addressesPerInterface),
  };
  const disk = diskGiB ?? number(podDisk(template, amiType)["volume_size"]) ?? DEFAULT_DISK_GIB;
  const maxPods = wantedMaxPods(template) ?? defaultMaxPods(plan, type);
  const given = known.map((size) =>
    isBottlerocket(amiType) ? allocatable(size, disk, maxPods) : allocatable(size, disk),
  );
  const store = usesInstanceStore(template) ? least(instanceTypes, (name) => instanceStoreGB(name) ?? 0) : 0;
  return {
    type,
    diskGiB: disk,
    ...(store > 0 ? { storeGB: store } : {}),
    cpuMillis: least(given, (size) => size.cpuMillis),
    memoryMiB: least(given, (size) => size.memoryMiB),
    diskMiB: store > 0 ? allocatableStoreMiB(store) : least(given, (size) => size.diskMiB),
    gpus: type.gpus,
    maxPods,
  };
}

/** Root disk size that EKS uses if the group and its launch template set none. */
export const DEFAULT_DISK_GIB = 20;

export const isBottlerocket = (amiType: string): boolean => amiType.startsWith("BOTTLEROCKET_");

/**
 * The disk with images and ephemeral storage: the first one, and that of the data of Bottlerocket (bottlerocket-os/bottlerocket,
 * README, "Volumes", read 2026-11-26).
 */
export const DATA_DEVICE = "/dev/xvdb";
export function podDisk(template: PlannedResource | undefined, amiType: string): JsonObject {
  const disks = blocks(template?.config["block_device_mappings"]);
  const found = isBottlerocket(amiType)
    ? disks.find((each) => each["device_name"] === DATA_DEVICE)
    : disks[0];
  return block(found?.["ebs"]);
}

/** Whether nodeadm moves the kubelet and containerd to a RAID of the instance store. Without disks, they stay on the root disk. */
export const usesInstanceStore = (template: PlannedResource | undefined): boolean =>
  /strategy["']?:\s*["']?RAID0\b/.test(nodeConfigIn(userDataOf(template) ?? ""));

/** Whether nodeadm lets containerd pull the layers of an image in parts at once. */
export const pullsInParallel = (template: PlannedResource | undefined): boolean =>
  /FastImagePull["']?:\s*true\b/.test(nodeConfigIn(userDataOf(template) ?? ""));

/** Disk with the ephemeral storage of a node, in words. */
export const diskInWords = ({ diskGiB, storeGB }: NodeSize): string =>
  storeGB === undefined ? `a disk of ${diskGiB} GiB` : `an instance store of ${storeGB} GB`;

/** Maximum of pods of the kubelet from the launch template's user data: `maxPods` of nodeadm, `max-pods` of Bottlerocket. */
function wantedMaxPods(template: PlannedResource | undefined): number | undefined {
  return number(
    /(?:maxPods["']?:|max-pods["']?\s*=)\s*(\d+)/.exec(nodeConfigIn(userDataOf(template) ?? ""))?.[1],
  );
}

/** The maximum that EKS recommends, and sets for a group whose user data has no `maxPods`. */
const RECOMMENDED_MAX_PODS = 110;

function defaultMaxPods(plan: EnvironmentPlan, type: InstanceCapacity): number {
  return addressing(plan).prefixes
    ? Math.min(RECOMMENDED_MAX_PODS, podsOf(type).prefixes)
    : podsOf(type).singleAddresses;
}

type Group = ResourceOf<"aws_eks_node_group">;

/** A schedule of the nodes of a Capacity Block. */
interface BlockSchedule extends NodeSchedule {
  /** Time in UTC at which it is due once, in milliseconds; undefined if its expression does not tell. */
  readonly time: number | undefined;
}

export const isOfBlock = ({ config }: Group): boolean => config.capacity_type === CAPACITY_BLOCK.capacityType;

export const blockSchedulesOf = (plan: EnvironmentPlan, resource: Group): readonly BlockSchedule[] =>
  resizingSchedules(plan)
    .filter(({ group }) => group === resource)
    .map((schedule) => ({ ...schedule, time: timeOf(schedule.expression) }));

/** Nodes of a block in its window, by its schedules; undefined for another group. */
const nodesOfBlock = (plan: EnvironmentPlan, resource: Group): number | undefined =>
  isOfBlock(resource)
    ? Math.max(0, ...blockSchedulesOf(plan, resource).map(({ sizes }) => sizes.desired ?? 0))
    : undefined;

function timeOf(expression: string): number | undefined {
  const written = /^at\((\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\)$/.exec(expression)?.[1];
  const time = Date.parse(`${written ?? ""}Z`);
  return Number.isNaN(time) ? undefined : time;
}

/** Id of the capacity reservation in which the nodes of a group start; undefined if there is none. */
export const reservationOf = (plan: EnvironmentPlan, group: NodeGroup): string | undefined => {
  const specification = block(templateOf(plan, group)?.config["capacity_reservation_specification"]);
  return text(block(specification["capacity_reservation_target"])["capacity_reservation_id"]);
};
