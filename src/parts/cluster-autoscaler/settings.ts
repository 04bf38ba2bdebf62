import { z } from "../../base/zod";
import { expects } from "../../environment/expects";

export const settings = z
  .strictObject({
    version: z
      .string()
      .regex(
        /^1\.\d+\.\d+$/,
        expects("a release such as 1.36.1", "write the version without v, with all three numbers"),
      )
      .optional()
      .describe(
        "Release of the Cluster Autoscaler, in quotes. Its first two numbers are those of `cluster.version`. Default: the newest known release for that version; for a version without one, this key is required.",
      ),
    expander: z
      .enum(["least-waste", "most-pods", "least-nodes", "random"])
      .default("least-waste")
      .describe(
        "Choice between node groups that fit the waiting pods: the least idle CPU, the most pods, the fewest nodes, or any.",
      ),
    scaleDownMinutes: z
      .int()
      .min(1)
      .max(1440)
      .default(10)
      .describe("Minutes that a node must be underused before it is removed."),
    maxNodes: z
      .int()
      .min(1)
      .max(5000)
      .optional()
      .describe(
        "Maximum number of nodes in all groups together. Default: only `maxPerZone` of each group limits them.",
      ),
  })
  .describe(
    "Cluster Autoscaler: it adds nodes for pods without room and removes underused ones, between `minPerZone` and `maxPerZone` of each node group and zone. Terraform then sets the number of nodes only when it creates a group.",
  );

export type AutoscalerSettings = z.output<typeof settings>;
