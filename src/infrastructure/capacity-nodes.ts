import { capacityOf } from "../facts/stated-types";
import {
  type EnvironmentPlan,
  inLayer,
  memoizePerPlan,
  type PlannedResource,
  type ResourceOf,
} from "../terraform/environment-plan";
import { block, blocks, type JsonObject, number, text } from "../terraform/stack-json";
import { NODE_LABELS } from "../facts/labels";
import { type Labels, labelsOf } from "./kubernetes-labels";
import { namedSubnets, type Subnet } from "./network-routes";
import { allocatable, type InstanceCapacity, podsOf } from "../facts/instance-capacity";
import { instanceStoreGB } from "../facts/instance-store";
import { allocatableStoreMiB, DISK_OF_NODE } from "../facts/node-disk";
import { addressing } from "./cni";
import { labelsMissing, type Nodes, obstacle, type Placed } from "./capacity/scheduling";
import { platform } from "./capacity-platform";
import { leftSizes } from "./capacity-resizes";
import { UserData } from "./text-user-data";
import { resizingSchedules } from "./capacity-node-schedules";
import { CAPACITY_BLOCK } from "../evidence/capacity-blocks";

/** A node group, with the capacity of its nodes. */
export class NodeGroup implements Nodes {
  /** Its launch template. @default - none of these stacks */
  readonly template: PlannedResource | undefined;
  readonly amiType: string;
  readonly instanceTypes: readonly string[];
  /** Types that the catalog and the file lack; the capacity of the group is then unknown. */
  readonly unknownTypes: readonly string[];
  readonly subnets: readonly Subnet[];
  readonly labels: Labels;
  readonly taints: Nodes["taints"];
  readonly min: number;
  readonly max: number;
  /** Node count without an autoscaler; of a Capacity Block in its window, by its schedules. */
  readonly floor: number;
  /** Capacity of one node, the smallest of its types. @default - none, the size of a type is unknown */
  readonly node: NodeSize | undefined;
  /** Text of the settings of nodeadm or Bottlerocket in its user data. */
  private readonly nodeConfig: string;

  constructor(
    private readonly plan: EnvironmentPlan,
    readonly resource: ResourceOf<"aws_eks_node_group">,
  ) {
    const { config } = resource;
    const { id, name } = block(config.launch_template);
    this.template = plan.target(inLayer(resource, id ?? name));
    this.nodeConfig = UserData.in(this.template?.config["user_data"])?.nodeConfig ?? "";
    this.amiType = typeof config.ami_type === "string" ? config.ami_type : DEFAULT_AMI_TYPE;
    this.instanceTypes = this.typesOf();
    this.unknownTypes = this.instanceTypes.filter((type) => capacityOf(type, plan.statedTypes) === undefined);
    this.subnets = namedSubnets(plan, inLayer(resource, config.subnet_ids));
    this.labels = labelsOf(config.labels);
    this.taints = blocks(config.taint).map((taint) => ({
      key: String(taint.key),
      value: String(taint.value ?? ""),
      effect: EFFECTS[String(taint.effect)] ?? String(taint.effect),
    }));
    const scaling = block(config.scaling_config);
    this.min = number(scaling.min_size) ?? 0;
    this.max = number(scaling.max_size) ?? this.min;
    this.floor = this.isOfBlock
      ? Math.max(0, ...this.schedules.map(({ sizes }) => sizes.desired ?? 0))
      : Math.max(this.min, number(scaling.desired_size) ?? this.min);
    this.node = this.smallestOf(this.instanceTypes);
  }

  /** Name of the node group in the environment's file. It has an EKS node group in each zone. */
  get nameInFile(): string {
    return this.labels[NODE_LABELS.group] ?? this.resource.name;
  }

  get isArm(): boolean {
    return /ARM_64/.test(this.amiType);
  }

  get hasNvidiaDriver(): boolean {
    return /NVIDIA/.test(this.amiType);
  }

  /**
   * Nodes that an upgrade adds temporarily: twice as many as the group has zones, or
   * as many as it drains at once if that is more (Amazon EKS user guide, "Understand each phase of node
   * updates", read 2026-11-20).
   */
  get surge(): number {
    return Math.max(2 * Math.max(1, this.subnets.length), this.drainedAtOnce);
  }

  /** Nodes that an update drains at once. EKS does not say how it rounds a share. */
  get drainedAtOnce(): number {
    const { max_unavailable: count, max_unavailable_percentage: share } = block(
      this.resource.config.update_config,
    );
    const percent = number(share) ?? 0;
    return percent > 0 ? Math.max(1, Math.ceil((this.max * percent) / 100)) : (number(count) ?? 1);
  }

  /** Schedules that resize it. */
  private get schedules() {
    return resizingSchedules(this.plan).filter(({ group }) => group === this.resource);
  }

  /** Whether something adds nodes: an autoscaler of the stacks, or one that the environment declares. A schedule sets all sizes. */
  get growsAlone(): boolean {
    if (platform(this.plan).addsNodes) return true;
    const left = leftSizes(this.resource.config);
    return this.schedules.length > 0 ? left.onlyNumber : left.number;
  }

  /** Nodes that run: without an autoscaler always the same number. */
  get bounds(): { readonly least: number; readonly most: number } {
    return this.growsAlone ? { least: this.min, most: this.max } : { least: this.floor, most: this.floor };
  }

  /** Whether its nodes are those of a Capacity Block. */
  get isOfBlock(): boolean {
    return this.resource.config.capacity_type === CAPACITY_BLOCK.capacityType;
  }

  /** Id of the capacity reservation in which its nodes start. @default - none */
  get reservation(): string | undefined {
    const specification = block(this.template?.config["capacity_reservation_specification"]);
    return text(block(specification["capacity_reservation_target"])["capacity_reservation_id"]);
  }

  /**
   * Device of a disk of data beside the root disk (bottlerocket-os/bottlerocket, README, "Volumes", read 2026-11-26).
   * @default - none, the nodes do not run Bottlerocket
   */
  get dataDevice(): string | undefined {
    return this.amiType.startsWith("BOTTLEROCKET_") ? "/dev/xvdb" : undefined;
  }

  /** The disk with images and ephemeral storage: that of the data, else the first one. */
  get podDisk(): JsonObject {
    const disks = blocks(this.template?.config["block_device_mappings"]);
    const device = this.dataDevice;
    const found = device === undefined ? disks[0] : disks.find((each) => each["device_name"] === device);
    return block(found?.["ebs"]);
  }

  /** Whether nodeadm moves the kubelet and containerd to a RAID of the instance store. Without disks, they stay on the root disk. */
  get usesInstanceStore(): boolean {
    return /strategy["']?:\s*["']?RAID0\b/.test(this.nodeConfig);
  }

  /** Whether nodeadm lets containerd pull the layers of an image in parts at once. */
  get pullsInParallel(): boolean {
    return /FastImagePull["']?:\s*true\b/.test(this.nodeConfig);
  }

  /** The reason that a pod cannot run on its nodes; undefined if it can. Requests are not compared. */
  obstacle(pod: Placed): string | undefined {
    return obstacle(pod, this);
  }

  admits(pod: Placed): boolean {
    return this.obstacle(pod) === undefined;
  }

  /** Labels in a pod's node selector that its nodes do not have. */
  labelsMissing(pod: Placed): readonly (readonly [key: string, value: string])[] {
    return labelsMissing(pod, this);
  }

  /** Capacity of a node of one type; undefined if its size is unknown. */
  sizeOf(instanceType: string): NodeSize | undefined {
    return this.smallestOf([instanceType]);
  }

  /** Instance types of the group, else of its launch template, else the EKS default. */
  private typesOf(): string[] {
    const own = this.plan
      .items(inLayer(this.resource, this.resource.config.instance_types))
      .map((item) => this.plan.text(item) ?? "an expression");
    if (own.length > 0) return own;
    const fromTemplate = this.template?.config["instance_type"];
    return [typeof fromTemplate === "string" ? fromTemplate : DEFAULT_INSTANCE_TYPE];
  }

  /** The smallest capacity of these types, because a group can start any of them; undefined if a type is unknown. */
  private smallestOf(instanceTypes: readonly string[]): NodeSize | undefined {
    const known = instanceTypes.flatMap((type) => capacityOf(type, this.plan.statedTypes) ?? []);
    if (known.length < instanceTypes.length || known.length === 0) return undefined;
    const least = <Of>(all: readonly Of[], of: (each: Of) => number): number => Math.min(...all.map(of));
    const type: InstanceCapacity = {
      vcpus: least(known, (size) => size.vcpus),
      memoryMiB: least(known, (size) => size.memoryMiB),
      gpus: least(known, (size) => size.gpus),
      interfaces: least(known, (size) => size.interfaces),
      addressesPerInterface: least(known, (size) => size.addressesPerInterface),
    };
    const diskGiB =
      number(this.resource.config.disk_size) ??
      number(this.podDisk["volume_size"]) ??
      DISK_OF_NODE.defaultGiB;
    const maxPods = wantedMaxPods(this.nodeConfig) ?? defaultMaxPods(this.plan, type);
    const given = known.map((size) =>
      this.dataDevice === undefined ? allocatable(size, diskGiB) : allocatable(size, diskGiB, maxPods),
    );
    const store = this.usesInstanceStore ? least(instanceTypes, (name) => instanceStoreGB(name) ?? 0) : 0;
    return {
      type,
      diskGiB,
      diskInWords: store > 0 ? `an instance store of ${store} GB` : `a disk of ${diskGiB} GiB`,
      ...(store > 0 ? { storeGB: store } : {}),
      cpuMillis: least(given, (size) => size.cpuMillis),
      memoryMiB: least(given, (size) => size.memoryMiB),
      diskMiB: store > 0 ? allocatableStoreMiB(store) : least(given, (size) => size.diskMiB),
      gpus: type.gpus,
      maxPods,
    };
  }
}

export const nodeGroups = memoizePerPlan((plan: EnvironmentPlan): readonly NodeGroup[] =>
  plan.resources("aws_eks_node_group").map((resource) => new NodeGroup(plan, resource)),
);

/** EKS defaults. */
const DEFAULT_AMI_TYPE = "AL2023_x86_64_STANDARD";
const DEFAULT_INSTANCE_TYPE = "t3.medium";

const EFFECTS: Readonly<Record<string, string>> = {
  NO_SCHEDULE: "NoSchedule",
  NO_EXECUTE: "NoExecute",
  PREFER_NO_SCHEDULE: "PreferNoSchedule",
};

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
export const groupNames = (groups: readonly NodeGroup[]): string =>
  groups.map(({ resource }) => resource.name).join(", ");

/** Capacity of one node for pods. */
interface NodeSize extends ReturnType<typeof allocatable> {
  /** Maximum number of pods, from the kubelet. */
  readonly maxPods: number;
  /** Size of the root disk. */
  readonly diskGiB: number;
  /** The disk with the ephemeral storage. */
  readonly diskInWords: string;
  /** Size of the instance store with the ephemeral storage, in GB. @default - none, it is on the root disk */
  readonly storeGB?: number;
  /** The smallest capacity of its types, for interfaces and addresses. */
  readonly type: InstanceCapacity;
}

/** Maximum of pods of the kubelet from the settings of nodes: `maxPods` of nodeadm, `max-pods` of Bottlerocket. */
const wantedMaxPods = (nodeConfig: string): number | undefined =>
  number(/(?:maxPods["']?:|max-pods["']?\s*=)\s*(\d+)/.exec(nodeConfig)?.[1]);

/** The maximum that EKS recommends, and sets for a group whose user data has no `maxPods`. */
const RECOMMENDED_MAX_PODS = 110;

function defaultMaxPods(plan: EnvironmentPlan, type: InstanceCapacity): number {
  const { prefixes, podSubnets } = addressing(plan);
  const carried = podsOf(type, { apart: podSubnets !== undefined });
  return prefixes ? Math.min(RECOMMENDED_MAX_PODS, carried.prefixes) : carried.singleAddresses;
}
