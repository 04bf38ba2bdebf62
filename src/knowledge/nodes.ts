/** Resources of a node as its kubelet reported them. */
export interface ReportedNode {
  readonly cpuMillis: number;
  readonly capacityKi: number;
  readonly allocatableKi: number;
  /** Maximum number of pods with single addresses, by which nodeadm reserves memory. */
  readonly pods: number;
  /** False if no listing of a node with this AMI shows the numbers. */
  readonly confirmed: boolean;
  readonly source: string;
}

/**
 * Nodes of EKS by instance type. The kernel sees a few KiB more or less on each boot; these are single nodes.
 *
 * The numbers without confirmation have the reservations of nodeadm, and memory that differs from nodes with AL2
 * (7244720Ki on an m5.large in the Amazon EKS user guide) by less than 10 KiB.
 */
export const REPORTED_NODES: Readonly<Record<string, ReportedNode>> = {
  "t3.medium": {
    cpuMillis: 1930,
    capacityKi: 3_931_728,
    allocatableKi: 3_376_720,
    pods: 17,
    confirmed: true,
    source:
      "kubectl describe node, AL2023.10.20260105, EKS 1.32, in a public repository of 2026-01 (read 2026-11-21)",
  },
  "g4dn.xlarge": {
    cpuMillis: 3920,
    capacityKi: 16_164_852,
    allocatableKi: 15_474_676,
    pods: 29,
    confirmed: true,
    source:
      "kubectl describe node, AL2023.9.20251117, EKS 1.34, in a public repository of 2025-11 (read 2026-11-21)",
  },
  "m5.large": {
    cpuMillis: 1930,
    capacityKi: 7_934_892,
    allocatableKi: 7_244_716,
    pods: 29,
    confirmed: false,
    source: "notes of 2026-11-20 without a listing; Amazon EKS user guide, cni-increase-ip-addresses (AL2)",
  },
  "g5.xlarge": {
    cpuMillis: 3920,
    capacityKi: 16_100_852,
    allocatableKi: 15_084_020,
    pods: 58,
    confirmed: false,
    source: "notes of 2026-11-20 without a listing",
  },
};
