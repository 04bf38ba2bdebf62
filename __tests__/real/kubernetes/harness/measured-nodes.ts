import facts from "../../../../src/evidence/reported-nodes.json";

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

/** Nodes of EKS clusters by instance type. The kernel sees some KiB of memory more or less on each boot. */
export const REPORTED_NODES: Readonly<Record<string, ReportedNode>> = facts.nodes;
