import { z } from "../../base/zod";
import { byKey } from "../values";
import { nodeType } from "./values";

const size = z
  .strictObject({
    vcpus: z.int().min(1).max(1024).describe("vCPUs, as EC2 lists them."),
    memoryGiB: z.number().positive().max(65_536).describe("Memory, in GiB, as EC2 lists it."),
    pods: z
      .int()
      .min(4)
      .max(1000)
      .describe("Maximum number of pods with single addresses, as `max-pods` of EKS lists it."),
    gpus: z.int().min(1).max(64).optional().describe("NVIDIA GPUs. Default: none."),
  })
  .describe("Sizes of an instance type.");

export const instanceTypes = z
  .record(nodeType(), size)
  .overwrite(byKey)
  .optional()
  .describe(
    "Sizes of instance types of node groups that this version does not have, by type, such as `m7i-flex.large`. The checks of capacity and quotas count with them, and nothing compares them with EC2, as the warning `capacity-known` says. Default: none; the capacity of such nodes is then not checked.",
  );
