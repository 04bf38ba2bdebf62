import { z } from "../../base/zod";

export const settings = z
  .strictObject({})
  .describe(
    "Repair of broken nodes: the EKS add-on `eks-node-monitoring-agent` finds errors of GPUs, network, disks, kernel and container runtime, and EKS reboots or replaces the node.",
  );

export type NodeRepairSettings = z.output<typeof settings>;
