import { z } from "../../src/base/zod";
import { environmentName, formatVersion } from "./shared";

const GROUP_KINDS = ["region", "vpc", "public", "private", "zone", "cluster"] as const;

const BOX_KINDS = [
  "people",
  "internet",
  "attachment",
  "elsewhere",
  "gateway",
  "nat",
  "balancer",
  "rule",
  "subnets",
  "api",
  "nodes",
  "service",
  "pods",
  "platform",
  "endpoints",
  "database",
  "registry",
  "bucket",
  "key",
] as const;

const level = z.number().int().optional().describe("place from the top in its group; 0 where it is absent");

const state = z
  .enum(["added", "removed", "changed"])
  .optional()
  .describe("effect of a change, with --before or --base; absent for what both sides have");

const line = z.strictObject({ cells: z.array(z.string()).describe("text of each cell"), state });

/** `private-eks-inference show diagram --json` */
export const diagramSchema = z.strictObject({
  formatVersion: formatVersion("show diagram"),
  diagrams: z.array(
    z.strictObject({
      environment: environmentName,
      title: z.string(),
      notes: z.array(z.string()).describe("facts that the picture leaves out"),
      groups: z.array(
        z.strictObject({
          id: z.string(),
          kind: z.enum(GROUP_KINDS),
          title: z.string(),
          level,
          in: z.string().optional().describe("id of the group around it; absent for an outermost group"),
        }),
      ),
      boxes: z.array(
        z.strictObject({
          id: z.string().describe("unique in the picture, and stable between revisions"),
          kind: z.enum(BOX_KINDS),
          title: z.string(),
          level,
          lines: z.array(line),
          in: z.string().optional().describe("id of its group; absent for a box outside of all groups"),
          state,
        }),
      ),
      edges: z.array(
        z.strictObject({
          from: z.string().describe("id of a box"),
          to: z.string().describe("id of a box or of a group"),
          label: z.string().describe("protocols and ports"),
          both: z.boolean().optional().describe("true for a way that both sides use"),
          denied: z.boolean().optional().describe("true if security groups refuse a needed connection"),
          state,
        }),
      ),
    }),
  ),
});
