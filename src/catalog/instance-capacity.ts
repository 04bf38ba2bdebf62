/**
 * What an EC2 instance type has, and what an EKS node of that type can give to pods.
 *
 * Sources: EC2 instance types of the families below (vCPU, memory, GPUs); interfaces and addresses from
 * `instance-info.jsonl` of awslabs/amazon-eks-ami, `nodeadm` (read 2026-11-20). Types that are missing here are
 * not wrong: what they hold is then not proved, and the checks say so. Types below `medium` and `c5.large` are
 * left out: the operating system takes more of their memory than the share below.
 */
export interface InstanceCapacity {
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly gpus: number;
  readonly interfaces: number;
  readonly addressesPerInterface: number;
}

type Row = readonly [vcpus: number, memoryGiB: number, interfaces: number, addresses: number, gpus?: number];

const SINGLE: Readonly<Record<string, Row>> = {
  "t3.medium": [2, 4, 3, 6],
  "t3.large": [2, 8, 3, 12],
  "t3.xlarge": [4, 16, 4, 15],
  "t3.2xlarge": [8, 32, 4, 15],
  "t3a.medium": [2, 4, 3, 6],
  "t3a.large": [2, 8, 3, 12],
  "t3a.xlarge": [4, 16, 4, 15],
  "t3a.2xlarge": [8, 32, 4, 15],
  "t4g.medium": [2, 4, 3, 6],
  "t4g.large": [2, 8, 3, 12],
  "t4g.xlarge": [4, 16, 4, 15],
  "t4g.2xlarge": [8, 32, 4, 15],
  "g4dn.xlarge": [4, 16, 3, 10, 1],
  "g4dn.2xlarge": [8, 32, 3, 10, 1],
  "g4dn.4xlarge": [16, 64, 3, 10, 1],
  "g4dn.8xlarge": [32, 128, 4, 15, 1],
  "g4dn.12xlarge": [48, 192, 8, 30, 4],
  "g4dn.16xlarge": [64, 256, 4, 15, 1],
  "g5.xlarge": [4, 16, 4, 15, 1],
  "g5.2xlarge": [8, 32, 4, 15, 1],
  "g5.4xlarge": [16, 64, 8, 30, 1],
  "g5.8xlarge": [32, 128, 8, 30, 1],
  "g5.12xlarge": [48, 192, 15, 50, 4],
  "g5.16xlarge": [64, 256, 8, 30, 1],
  "g5.24xlarge": [96, 384, 15, 50, 4],
  "g5.48xlarge": [192, 768, 7, 50, 8],
  "g5g.xlarge": [4, 8, 4, 15, 1],
  "g5g.2xlarge": [8, 16, 4, 15, 1],
  "g5g.4xlarge": [16, 32, 8, 30, 1],
  "g5g.8xlarge": [32, 64, 8, 30, 1],
  "g5g.16xlarge": [64, 128, 15, 50, 2],
  "g6.xlarge": [4, 16, 4, 15, 1],
  "g6.2xlarge": [8, 32, 4, 15, 1],
  "g6.4xlarge": [16, 64, 8, 30, 1],
  "g6.8xlarge": [32, 128, 8, 30, 1],
  "g6.12xlarge": [48, 192, 8, 30, 4],
  "g6.16xlarge": [64, 256, 15, 50, 1],
  "g6.24xlarge": [96, 384, 15, 50, 4],
  "g6.48xlarge": [192, 768, 15, 50, 8],
  "g6e.xlarge": [4, 32, 4, 15, 1],
  "g6e.2xlarge": [8, 64, 4, 15, 1],
  "g6e.4xlarge": [16, 128, 8, 30, 1],
  "g6e.8xlarge": [32, 256, 8, 30, 1],
  "g6e.12xlarge": [48, 384, 10, 30, 4],
  "g6e.16xlarge": [64, 512, 15, 50, 1],
  "g6e.24xlarge": [96, 768, 10, 50, 4],
  "g6e.48xlarge": [192, 1536, 10, 50, 8],
};

/** Sizes that families without GPUs share: vCPUs, interfaces, addresses for each. */
const SIZES: Readonly<Record<string, readonly [number, number, number]>> = {
  large: [2, 3, 10],
  xlarge: [4, 4, 15],
  "2xlarge": [8, 4, 15],
  "4xlarge": [16, 8, 30],
  "8xlarge": [32, 8, 30],
  "12xlarge": [48, 8, 30],
  "16xlarge": [64, 15, 50],
};

/** Families that come in exactly those sizes and more, with their memory for each vCPU, in GiB. */
const FAMILIES: Readonly<Record<string, number>> = {
  c6i: 2,
  c6a: 2,
  c6g: 2,
  c7i: 2,
  c7a: 2,
  c7g: 2,
  m5: 4,
  m5a: 4,
  m6i: 4,
  m6a: 4,
  m6g: 4,
  m7i: 4,
  m7a: 4,
  m7g: 4,
  r5: 8,
  r6i: 8,
  r6a: 8,
  r6g: 8,
  r7i: 8,
  r7a: 8,
  r7g: 8,
};

/** Every type of the tables. */
export const instanceTypesKnown = (): string[] => [
  ...Object.keys(SINGLE),
  ...Object.keys(FAMILIES).flatMap((family) => Object.keys(SIZES).map((size) => `${family}.${size}`)),
];

/** What a type has; undefined for one that is not in the tables. */
export function instanceCapacity(instanceType: string): InstanceCapacity | undefined {
  const single = SINGLE[instanceType];
  if (single) return capacity(single);
  const [family = "", size = ""] = instanceType.split(".");
  const gibPerVcpu = FAMILIES[family];
  const shared = SIZES[size];
  if (gibPerVcpu === undefined || shared === undefined) return undefined;
  const [vcpus, interfaces, addresses] = shared;
  return capacity([vcpus, vcpus * gibPerVcpu, interfaces, addresses]);
}

function capacity([vcpus, memoryGiB, interfaces, addressesPerInterface, gpus = 0]: Row): InstanceCapacity {
  return { vcpus, memoryMiB: memoryGiB * 1024, gpus, interfaces, addressesPerInterface };
}

/**
 * Share of its memory that an instance never shows to the kubelet: firmware, hypervisor and kernel. A t3.medium
 * was seen to lose 6.2 %, an m5.large 6.8 %; this is what Karpenter plans with where it has not measured.
 *
 * Source: aws/karpenter-provider-aws, `zz_generated.memory_overhead.go` and `VM_MEMORY_OVERHEAD_PERCENT`
 * (read 2026-11-20).
 */
const HIDDEN_MEMORY = 0.075;

/** Memory below which the kubelet evicts pods, in MiB; what it may hand out ends there (nodeadm). */
const EVICTION_MIB = 100;

/** Share of the disk below which it evicts, and what it keeps of it for itself, in MiB (nodeadm). */
const DISK_EVICTION = 0.1;
const DISK_RESERVED_MIB = 1024;

/** What pods can get of a node. */
export interface Allocatable {
  readonly cpuMillis: number;
  readonly memoryMiB: number;
  readonly diskMiB: number;
  readonly gpus: number;
}

/**
 * What an AL2023 node gives to pods, after what nodeadm reserves. It reserves memory for as many pods as single
 * addresses would carry, whatever `maxPods` the user data asks for.
 *
 * Source: awslabs/amazon-eks-ami, `nodeadm/internal/kubelet/config.go` (read 2026-11-20).
 */
export function allocatable(type: InstanceCapacity, diskGiB: number): Allocatable {
  const reservedMiB = 255 + 11 * podsBySingleAddresses(type);
  return {
    cpuMillis: type.vcpus * 1000 - reservedCpuMillis(type.vcpus),
    memoryMiB: Math.floor(type.memoryMiB * (1 - HIDDEN_MEMORY)) - reservedMiB - EVICTION_MIB,
    diskMiB: Math.floor(diskGiB * 1024 * (1 - DISK_EVICTION)) - DISK_RESERVED_MIB,
    gpus: type.gpus,
  };
}

/** 6 % of the first CPU, 1 % of the second, 0.5 % of the next two, 0.25 % of all others. */
function reservedCpuMillis(vcpus: number): number {
  const shares = [60, 10, 5, 5];
  const first = shares.slice(0, vcpus).reduce((sum, share) => sum + share, 0);
  return Math.ceil(first + Math.max(0, vcpus - shares.length) * 2.5);
}

/** Each interface keeps one address for itself; two pods, of the CNI and of kube-proxy, need none. */
export const podsBySingleAddresses = (type: InstanceCapacity): number =>
  type.interfaces * (type.addressesPerInterface - 1) + 2;

/** Addresses that one slot of an interface takes with prefix delegation: a /28. */
export const ADDRESSES_PER_PREFIX = 16;

/** The same where every slot takes a /28 and not one address (VPC CNI README, "ENABLE_PREFIX_DELEGATION"). */
export const podsByPrefixes = (type: InstanceCapacity): number =>
  type.interfaces * (type.addressesPerInterface - 1) * ADDRESSES_PER_PREFIX + 2;

/**
 * Sizes that Fargate runs: CPU in thousandths, and the memory that it can have, from and to, in GiB.
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

/** Memory that Fargate adds to each pod for the kubelet, containerd and kube-proxy, in MiB (same source). */
export const FARGATE_OVERHEAD_MIB = 256;

/** CPU of the smallest size that holds a pod, in thousandths; undefined where none does. */
export function fargateCpuMillis(cpuMillis: number, memoryMiB: number): number | undefined {
  const gib = (memoryMiB + FARGATE_OVERHEAD_MIB) / 1024;
  return FARGATE_SIZES.find(([cpu, , toGiB]) => cpu >= cpuMillis && toGiB >= gib)?.[0];
}

/** Memory of that size, in GiB: what the pod needs, rounded up to what the size comes with. */
export function fargateMemoryGiB(cpuMillis: number, memoryMiB: number): number | undefined {
  const cpu = fargateCpuMillis(cpuMillis, memoryMiB);
  const size = FARGATE_SIZES.find(([each]) => each === cpu);
  if (!size) return undefined;
  const [, fromGiB] = size;
  const gib = (memoryMiB + FARGATE_OVERHEAD_MIB) / 1024;
  // The smallest size starts at half a GiB; the two largest grow by 4 and by 8.
  const step = fromGiB >= 32 ? 8 : fromGiB >= 16 ? 4 : 1;
  return gib <= fromGiB ? fromGiB : Math.ceil(gib / step) * step;
}
