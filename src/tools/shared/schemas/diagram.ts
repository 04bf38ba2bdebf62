import { z } from "../../../shared/values/zod";
import { environmentName } from "./shared";

const state = z
  .enum(["added", "removed", "changed"])
  .optional()
  .describe("effect of a change, with --before or --base; absent for what both sides have");

const line = z.strictObject({ cells: z.array(z.string()).describe("text of each cell"), state });

/** `private-eks-inference show diagram --json` */
export const diagramSchema = z.strictObject({
  diagrams: z.array(
    z.strictObject({
      environment: environmentName,
      title: z.string(),
      notes: z.array(z.string()).describe("facts that the picture leaves out"),
      groups: z.array(
        z.strictObject({
          id: z.string(),
          title: z.string(),
          in: z.string().optional().describe("id of the group around it; absent for an outermost group"),
        }),
      ),
      boxes: z.array(
        z.strictObject({
          id: z.string().describe("unique in the picture, and stable between revisions"),
          kind: z.enum(["outside", "entry", "subnets", "kubernetes", "pods", "endpoints", "data"]),
          title: z.string(),
          lines: z.array(line),
          in: z.string().optional().describe("id of its group; absent for a box outside of all groups"),
          state,
        }),
      ),
      edges: z.array(
        z.strictObject({
          from: z.string().describe("id of a box"),
          to: z.string().describe("id of a box"),
          label: z.string().describe("protocols and ports"),
          denied: z.boolean().optional().describe("true if security groups refuse a needed connection"),
          state,
        }),
      ),
    }),
  ),
});
