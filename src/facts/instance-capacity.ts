import { own } from "../base/own";
import { allocatableDiskMiB } from "./node-disk";
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

/** Allocatable resources of a node. */
interface Allocatable {
  readonly cpuMillis: number;
  readonly memoryMiB: number;
  readonly diskMiB: number;
  readonly gpus: number;
}

/**
 * Allocatable resources of a node, after the reservations of its image. nodeadm of AL2023 reserves
 * memory for the number of pods with single addresses, even if the user data sets another
 * `maxPods`; Bottlerocket for `max-pods`. Both reserve the same CPU and the same share of the disk
 * with pods.
 *
 * Source: awslabs/amazon-eks-ami, `nodeadm/internal/kubelet/config.go` (read 2026-11-20); bottlerocket-core-kit,
 * `kubelet-config` and its helper `kube_reserve_memory` (read 2026-11-26).
 */
export function allocatable(
  type: InstanceCapacity,
  diskGiB: number,
  reservedPods = podsOf(type).singleAddresses,
): Allocatable {
  const reservedMiB = 255 + 11 * reservedPods;
  return {
    cpuMillis: type.vcpus * 1000 - reservedCpuMillis(type.vcpus),
    memoryMiB: Math.floor(type.memoryMiB * (1 - HIDDEN_MEMORY)) - reservedMiB - EVICTION_MIB,
    diskMiB: allocatableDiskMiB(diskGiB),
    gpus: type.gpus,
  };
}

/** 6 % of the first CPU, 1 % of the second, 0.5 % of the next two, 0.25 % of all others. */
function reservedCpuMillis(vcpus: number): number {
  const shares = [60, 10, 5, 5];
  const first = shares.slice(0, vcpus).reduce((sum, share) => sum + share, 0);
  return Math.ceil(first + Math.max(0, vcpus - shares.length) * 2.5);
}

/** Addresses in one slot of an interface with prefix delegation: a /28. */
export const ADDRESSES_PER_PREFIX = 16;

/**
 * Maximum numbers of pods of an instance: with single addresses, and with a /28 in each slot (VPC CNI README,
 * "ENABLE_PREFIX_DELEGATION"). Each interface uses one address itself; the CNI and kube-proxy pods need none. The first
 * interface has none of `apart`, pods with subnets of their own (EKS user guide, "cni-custom-network", read 2026-12-01).
 */
export function podsOf(
  type: InstanceCapacity,
  { apart = false } = {},
): {
  /** Those whose addresses pods have. */
  readonly interfaces: number;
  readonly singleAddresses: number;
  readonly prefixes: number;
} {
  // A stated type has one interface here, and in truth at least two: half of its addresses are then those of pods.
  const interfaces = apart ? Math.max(0.5, type.interfaces - 1) : type.interfaces;
  const slots = Math.floor(interfaces * (type.addressesPerInterface - 1));
  return { interfaces, singleAddresses: slots + 2, prefixes: slots * ADDRESSES_PER_PREFIX + 2 };
}
