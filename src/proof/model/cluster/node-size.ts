import {
  type Allocatable,
  type InstanceCapacity,
  allocatable,
  podsByPrefixes,
  podsBySingleAddresses,
} from "../../../platform/facts/instance-capacity";
import { capacityOf } from "../../../platform/facts/stated-types";
import { allocatableStoreMiB, instanceStoreGB } from "../../../platform/facts/instance-store";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform-json/environment-plan";
import { block, blocks, number } from "../blocks";
import { addressing } from "./cni";
import { nodeConfigIn, userDataOf } from "./user-data";

/** Capacity of one node for pods. */
export interface NodeSize extends Allocatable {
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
  diskGiB: number | undefined,
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
  const disk = diskGiB ?? rootDiskGiB(template) ?? DEFAULT_DISK_GIB;
  const given = known.map((size) => allocatable(size, disk));
  const store = usesInstanceStore(template) ? least(instanceTypes, (name) => instanceStoreGB(name) ?? 0) : 0;
  return {
    type,
    diskGiB: disk,
    ...(store > 0 ? { storeGB: store } : {}),
    cpuMillis: least(given, (size) => size.cpuMillis),
    memoryMiB: least(given, (size) => size.memoryMiB),
    diskMiB: store > 0 ? allocatableStoreMiB(store) : least(given, (size) => size.diskMiB),
    gpus: type.gpus,
    maxPods: wantedMaxPods(template) ?? defaultMaxPods(plan, type),
  };
}

/** Root disk size that EKS uses if the group and its launch template set none. */
export const DEFAULT_DISK_GIB = 20;

function rootDiskGiB(template: PlannedResource | undefined): number | undefined {
  const [root] = blocks(template?.config["block_device_mappings"]);
  return number(block(root?.["ebs"])["volume_size"]);
}

/** Whether nodeadm moves the kubelet and containerd to a RAID of the instance store. Without disks, they stay on the root disk. */
export const usesInstanceStore = (template: PlannedResource | undefined): boolean =>
  /strategy["']?:\s*["']?RAID0\b/.test(nodeConfigIn(userDataOf(template) ?? ""));

/** Disk with the ephemeral storage of a node, in words. */
export const diskInWords = ({ diskGiB, storeGB }: NodeSize): string =>
  storeGB === undefined ? `a disk of ${diskGiB} GiB` : `an instance store of ${storeGB} GB`;

/** `maxPods` of the kubelet from the launch template's user data. */
function wantedMaxPods(template: PlannedResource | undefined): number | undefined {
  return number(/maxPods["']?:\s*(\d+)/.exec(nodeConfigIn(userDataOf(template) ?? ""))?.[1]);
}

/** The maximum that EKS recommends, and sets for a group whose user data has no `maxPods`. */
const RECOMMENDED_MAX_PODS = 110;

function defaultMaxPods(plan: EnvironmentPlan, type: InstanceCapacity): number {
  return addressing(plan).prefixes
    ? Math.min(RECOMMENDED_MAX_PODS, podsByPrefixes(type))
    : podsBySingleAddresses(type);
}
