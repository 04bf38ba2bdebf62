import { type InstanceCapacity, allocatable, podsOf } from "../facts/instance-capacity";
import { capacityOf } from "../facts/stated-types";
import { instanceStoreGB } from "../facts/instance-store";
import { allocatableStoreMiB } from "../facts/node-disk";
import { type EnvironmentPlan, type PlannedResource } from "../terraform/environment-plan";
import { type JsonObject } from "../terraform/stack-json";
import { block, blocks, number } from "./blocks";
import { addressing } from "./cni";
import { nodeConfigIn, userDataOf } from "./user-data";

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
export function nodeSize(
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
