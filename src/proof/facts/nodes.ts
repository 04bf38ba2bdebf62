/** Resources of a node with AL2023 as its kubelet reported them. */
export interface ReportedNode {
  readonly cpuMillis: number;
  readonly capacityKi: number;
  readonly allocatableKi: number;
  /** Maximum number of pods with single addresses, by which nodeadm reserves memory. */
  readonly pods: number;
  readonly gpus: number;
  readonly diskGiB: number;
  readonly diskCapacityKi: number;
  readonly diskAllocatableBytes: number;
  readonly source: string;
}

/**
 * Nodes of EKS clusters by instance type: listings of `kubectl describe node` in public repositories. The kernel sees some
 * KiB of memory more or less on each boot.
 */
export const REPORTED_NODES: Readonly<Record<string, ReportedNode>> = {
  "t3.medium": {
    cpuMillis: 1930,
    capacityKi: 3_931_728,
    allocatableKi: 3_376_720,
    pods: 17,
    gpus: 0,
    diskGiB: 20,
    diskCapacityKi: 20_893_676,
    diskAllocatableBytes: 18_181_869_946,
    source: "AL2023.10.20260105, kubelet v1.32.9-eks-ecaa3a6, 2026-01-17 (read 2026-11-21)",
  },
  "t3.large": {
    cpuMillis: 1930,
    capacityKi: 8_006_060,
    allocatableKi: 7_248_300,
    pods: 35,
    gpus: 0,
    diskGiB: 50,
    diskCapacityKi: 52_350_956,
    diskAllocatableBytes: 47_172_899_146,
    source: "AL2023.11.20260526, kubelet v1.34.8-eks-3385e9b, 2026-07-30 (read 2026-11-21)",
  },
  "g4dn.xlarge": {
    cpuMillis: 3920,
    capacityKi: 16_164_852,
    allocatableKi: 15_474_676,
    pods: 29,
    gpus: 1,
    diskGiB: 20,
    diskCapacityKi: 20_893_676,
    diskAllocatableBytes: 18_181_869_946,
    source: "AL2023.9.20251117, kubelet v1.34.2-eks-ecaa3a6, 2025-11-25 (read 2026-11-21)",
  },
  "g6.xlarge": {
    cpuMillis: 3920,
    capacityKi: 15_735_928,
    allocatableKi: 14_719_096,
    pods: 58,
    gpus: 1,
    diskGiB: 100,
    diskCapacityKi: 104_779_756,
    diskAllocatableBytes: 95_491_281_146,
    source: "AL2023.12.20260720, kubelet v1.36.2-eks-bca9cf6, 2026-07-27 (read 2026-11-21)",
  },
};
