import { z } from "../../src/base/zod";

const share = z.strictObject({
  nodeGroup: z.string().describe("name of the node group in the environment's file"),
  nodes: z.int().describe("nodes of the group that run, in all zones"),
  mostNodes: z.int().describe("the most nodes of the group that run"),
  part: z.number().describe("part of the cost of these nodes that the model pays for, from 0 to 1"),
  usdANodeHour: z
    .number()
    .nullable()
    .describe("USD an hour for one node with its disk; null without a price"),
});

const load = z.strictObject({
  requestsPerSecond: z.number().nullable().describe("requests a second; null where the file states none"),
  servedPerSecond: z.number().nullable().describe("requests a second that the running pods serve, or null"),
  replicasNeeded: z.int().describe("pods that these requests need, also above `replicas.max`"),
  replicas: z.int().describe("pods that run: within `replicas`, and with room on the nodes"),
  shares: z.array(share).describe("nodes that the model pays for; empty on Fargate"),
  usdAnHour: z.number().nullable().describe("USD an hour; null without a price"),
  usdAMillionRequests: z
    .number()
    .nullable()
    .describe("USD for a million requests; null without a price or load"),
  usdAMillionTokens: z
    .number()
    .nullable()
    .describe("USD for a million generated tokens; null without a price, load or `answerTokens`"),
  complete: z.boolean().describe("false without a price, or at the price of another region"),
});

const node = z.strictObject({
  nodeGroup: z.string().describe("name of the node group in the environment's file"),
  instanceType: z.string().describe("one of its instance types"),
  pods: z
    .int()
    .nullable()
    .describe("pods of the model on an empty node beside its DaemonSets; null if the size is unknown"),
  limitedBy: z
    .array(z.enum(["cpu", "memory", "ephemeral-storage", "gpu", "pods"]))
    .describe("resources that these pods use up"),
  gpu: z
    .strictObject({
      name: z.string().describe("name of the GPU"),
      memoryMiB: z.int().describe("memory of each GPU"),
      count: z.int().nullable().describe("number of GPUs of the type; null if the size is unknown"),
    })
    .nullable()
    .describe("GPUs of the type, or null"),
});

/** Capacity of one model. */
export const capacity = z.strictObject({
  model: z.string().describe("name of the model"),
  address: z.string().describe("address of its Deployment"),
  fargate: z.boolean().describe("true if its pods run on Fargate"),
  pod: z
    .strictObject({
      cpuMillis: z.number().describe("CPU in thousandths"),
      memoryMiB: z.number().describe("memory"),
      ephemeralStorageMiB: z.number().describe("disk of the node"),
      gpus: z.number().describe("GPUs"),
    })
    .describe("requests of a pod"),
  nodes: z.array(node).describe("instance types that its pods can run on; empty on Fargate"),
  replicas: z
    .strictObject({ min: z.int().describe("the least"), max: z.int().describe("the most") })
    .describe("bounds of the autoscaler"),
  requestsPerSecond: z
    .strictObject({
      perPod: z.number().describe("those of one pod"),
      peak: z.number().nullable().describe("the most, or null"),
      average: z.number().nullable().describe("the mean, or null"),
      answerTokens: z.number().nullable().describe("tokens of an answer, or null"),
    })
    .nullable()
    .describe("requests a second that the file states, or null"),
  peak: load.describe("the peak, or the most replicas, with all models at the same time"),
  average: load.nullable().describe("the average; null where the file states none"),
});
