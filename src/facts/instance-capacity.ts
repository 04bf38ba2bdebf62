import { own } from "../base/own";
import facts from "./instance-sizes.json";

/**
 * Resources of EC2 instance types, and the allocatable resources of EKS nodes of these types.
 * Other instance types are valid, but checks report that they cannot judge their capacity.
 */
export interface InstanceCapacity {
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly gpus: number;
  readonly interfaces: number;
  readonly addressesPerInterface: number;
}

interface Row extends Omit<InstanceCapacity, "memoryMiB" | "gpus"> {
  readonly memoryGiB: number;
  /** @default 0 */
  readonly gpus?: number;
}

const SINGLE: Readonly<Record<string, Row>> = facts.types;

/** Sizes that families without GPUs share. */
const SIZES: Readonly<Record<string, Omit<Row, "memoryGiB">>> = facts.sizes;

/** Families with all of those sizes, each with its memory per vCPU, in GiB. */
const FAMILIES: Readonly<Record<string, number>> = facts.familiesMemoryGiBPerVcpu;

/** All instance types of the tables. */
export const instanceTypesKnown = (): string[] => [
  ...Object.keys(SINGLE),
  ...Object.keys(FAMILIES).flatMap((family) => Object.keys(SIZES).map((size) => `${family}.${size}`)),
];

/** Resources of an instance type; undefined if it is not in the tables. */
export function instanceCapacity(instanceType: string): InstanceCapacity | undefined {
  const single = own(SINGLE, instanceType);
  if (single) return capacity(single);
  const [family = "", size = ""] = instanceType.split(".");
  const gibPerVcpu = own(FAMILIES, family);
  const shared = own(SIZES, size);
  if (gibPerVcpu === undefined || shared === undefined) return undefined;
  return capacity({ ...shared, memoryGiB: shared.vcpus * gibPerVcpu });
}

/**
 * vCPUs of an instance type: those of the tables, else those that its size says. Sizes of a type mean the same number in nearly
 * all families (EC2 instance types guide, read 2026-11-20). 0 for a size that says no number, such as `metal`.
 */
export function vcpusOf(instanceType: string): number {
  const known = instanceCapacity(instanceType)?.vcpus;
  const [, size = ""] = instanceType.split(".");
  const [, times] = /^(\d*)xlarge$/.exec(size) ?? [];
  if (known !== undefined) return known;
  return times === undefined ? (own(SMALL_SIZES, size) ?? 0) : Number(times || 1) * 4;
}

const SMALL_SIZES: Readonly<Record<string, number>> = { medium: 1, large: 2 };

/** Families whose types replace those of another family, by the letters that its name begins with. */
const SUBSTITUTES: Readonly<Record<string, string>> = { t: "t3", c: "c7i", m: "m7i", r: "r7i" };
const ACCELERATED = "g5";

/** A type of the tables for the work of another type: of its class, with its size if there is one. */
export function substituteFor(instanceType: string): string {
  const [family = "", size = ""] = instanceType.split(".");
  const letters = /^[a-z]*/.exec(family)?.[0] ?? "";
  const isAccelerated = /^(p|g|gr|inf|trn|dl|vt|f)$/.test(letters);
  const substitute = isAccelerated ? ACCELERATED : (own(SUBSTITUTES, letters) ?? "m7i");
  const ofFamily = instanceTypesKnown().filter((each) => each.startsWith(`${substitute}.`));
  return ofFamily.find((each) => each === `${substitute}.${size}`) ?? ofFamily[0] ?? instanceType;
}

const capacity = ({
  vcpus,
  memoryGiB,
  interfaces,
  addressesPerInterface,
  gpus = 0,
}: Row): InstanceCapacity => ({
  vcpus,
  memoryMiB: memoryGiB * 1024,
  gpus,
  interfaces,
  addressesPerInterface,
});

/**
 * Share of an instance's memory that the kubelet does not see: firmware, hypervisor and kernel. Measured: 6.2 % on a
 * t3.medium, 6.8 % on an m5.large. This value is Karpenter's default for types that it has not measured.
 *
 * Source: aws/karpenter-provider-aws, `zz_generated.memory_overhead.go` and `VM_MEMORY_OVERHEAD_PERCENT`
 * (read 2026-11-20).
 */
const HIDDEN_MEMORY = 0.075;

/** Free memory below which the kubelet evicts pods, in MiB. It is not allocatable (nodeadm). */
const EVICTION_MIB = 100;

/** Disk space that partitions and the file system of AL2023 take, in MiB: 77844 KiB on disks of 20, 50 and 100 GiB. */
export const DISK_FORMAT_MIB = 77;
/** Free share of the disk below which the kubelet evicts pods (nodeadm). */
export const DISK_EVICTION = 0.1;
/** Disk space that the kubelet reserves for itself, in MiB (nodeadm). */
export const DISK_RESERVED_MIB = 1024;

/** Allocatable resources of a node. */
export interface Allocatable {
  readonly cpuMillis: number;
  readonly memoryMiB: number;
  readonly diskMiB: number;
  readonly gpus: number;
}

/**
 * Allocatable resources of a node, after the reservations of its image. nodeadm of AL2023 reserves memory for the number of
 * pods with single addresses, even if the user data sets another `maxPods`; Bottlerocket for `max-pods`. Both reserve the same CPU and the same
 * share of the disk with pods.
 *
 * Source: awslabs/amazon-eks-ami, `nodeadm/internal/kubelet/config.go` (read 2026-11-20); bottlerocket-core-kit,
 * `kubelet-config` and its helper `kube_reserve_memory` (read 2026-11-26).
 */
export function allocatable(
  type: InstanceCapacity,
  diskGiB: number,
  reservedPods = podsBySingleAddresses(type),
): Allocatable {
  const reservedMiB = 255 + 11 * reservedPods;
  return {
    cpuMillis: type.vcpus * 1000 - reservedCpuMillis(type.vcpus),
    memoryMiB: Math.floor(type.memoryMiB * (1 - HIDDEN_MEMORY)) - reservedMiB - EVICTION_MIB,
    diskMiB: allocatableDiskMiB(diskGiB),
    gpus: type.gpus,
  };
}

/** Allocatable ephemeral storage of an AL2023 node with a root disk of a size. Same source. */
export const allocatableDiskMiB = (diskGiB: number): number =>
  allocatableFileSystemMiB(diskGiB * 1024 - DISK_FORMAT_MIB);

/** Allocatable ephemeral storage of an AL2023 node whose kubelet has a file system of a size. Same source. */
export const allocatableFileSystemMiB = (sizeMiB: number): number =>
  Math.floor(sizeMiB * (1 - DISK_EVICTION)) - DISK_RESERVED_MIB;

/** Largest disk that a node group can be given (`diskGiB`), in GiB. */
export const LARGEST_DISK_GIB = 16_384;

/** The smallest disk with at least an allocatable amount, in GiB. */
export const diskGiBFor = (diskMiB: number): number =>
  Math.ceil(((diskMiB + DISK_RESERVED_MIB) / (1 - DISK_EVICTION) + DISK_FORMAT_MIB) / 1024);

/** 6 % of the first CPU, 1 % of the second, 0.5 % of the next two, 0.25 % of all others. */
function reservedCpuMillis(vcpus: number): number {
  const shares = [60, 10, 5, 5];
  const first = shares.slice(0, vcpus).reduce((sum, share) => sum + share, 0);
  return Math.ceil(first + Math.max(0, vcpus - shares.length) * 2.5);
}

/**
 * Maximum number of pods with single addresses. Each interface uses one address itself; the CNI and kube-proxy pods
 * need none.
 */
export const podsBySingleAddresses = (type: InstanceCapacity): number =>
  type.interfaces * (type.addressesPerInterface - 1) + 2;

/** Addresses in one slot of an interface with prefix delegation: a /28. */
export const ADDRESSES_PER_PREFIX = 16;

/** Maximum number of pods with a /28 in each slot (VPC CNI README, "ENABLE_PREFIX_DELEGATION"). */
export const podsByPrefixes = (type: InstanceCapacity): number =>
  type.interfaces * (type.addressesPerInterface - 1) * ADDRESSES_PER_PREFIX + 2;

/**
 * Pod sizes of Fargate: CPU in thousandths, with the minimum and maximum memory in GiB.
 *
 * Source: Amazon EKS user guide, "Understand Fargate Pod configuration details" (read 2026-11-20).
 */
const FARGATE_SIZES: readonly (readonly [cpuMillis: number, fromGiB: number, toGiB: number])[] = [
  [250, 0.5, 2],
  [500, 1, 4],
  [1000, 2, 8],
  [2000, 4, 16],
  [4000, 8, 30],
  [8000, 16, 60],
  [16_000, 32, 120],
];

/** Largest pod on Fargate, with the memory that Fargate adds. */
export const LARGEST_ON_FARGATE = { cpuMillis: 16_000, memoryMiB: 120 * 1024 };

/** Memory that Fargate adds to each pod for the kubelet, containerd and kube-proxy, in MiB (same source). */
export const FARGATE_OVERHEAD_MIB = 256;

/** Largest disk that a pod on Fargate can request, in GiB; without a request it has 20 (same source). */
export const FARGATE_DISK_GIB = 175;

/** CPU of the smallest Fargate size for a pod, in thousandths; undefined if no size is large enough. */
export function fargateCpuMillis(cpuMillis: number, memoryMiB: number): number | undefined {
  const gib = (memoryMiB + FARGATE_OVERHEAD_MIB) / 1024;
  return FARGATE_SIZES.find(([cpu, , toGiB]) => cpu >= cpuMillis && toGiB >= gib)?.[0];
}

/** Memory of the Fargate size of a pod, in GiB: the pod's memory, rounded up to the next step of that size. */
export function fargateMemoryGiB(cpuMillis: number, memoryMiB: number): number | undefined {
  const cpu = fargateCpuMillis(cpuMillis, memoryMiB);
  const size = FARGATE_SIZES.find(([each]) => each === cpu);
  if (!size) return undefined;
  const [, fromGiB] = size;
  const gib = (memoryMiB + FARGATE_OVERHEAD_MIB) / 1024;
  // The smallest size starts at 0.5 GiB; the steps of the two largest sizes are 4 and 8 GiB.
  const step = fromGiB >= 32 ? 8 : fromGiB >= 16 ? 4 : 1;
  return gib <= fromGiB ? fromGiB : Math.ceil(gib / step) * step;
}
