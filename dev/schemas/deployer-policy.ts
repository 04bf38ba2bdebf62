import { z } from "../../src/base/zod";
import { LAYERS } from "../../src/base/layers";
import { environmentName, formatVersion } from "./shared";

const document = z.strictObject({
  file: z.string().describe("the written policy"),
  characters: z.number().int().describe("size without white space, which AWS limits"),
});

const boundary = document.extend({
  arn: z.string().describe("the policy that the emitted roles name as their boundary"),
});

const documents = z.array(document).describe("policies of which all must be attached");

/** `private-eks-inference policy --json` */
export const deployerPolicySchema = z.strictObject({
  formatVersion: formatVersion("policy"),
  deployerPolicies: z.array(
    z.strictObject({
      environment: environmentName,
      layers: z.array(
        z.strictObject({
          layer: z.enum(LAYERS),
          plan: documents,
          apply: documents,
          create: documents.describe(
            "attached beside apply, for an apply that creates what has no tags that count",
          ),
          unproven: z
            .array(
              z.strictObject({
                action: z.string().describe("IAM action"),
                gap: z
                  .enum(["update", "not recorded", "checked by AWS", "newer provider"])
                  .describe("why no recorded call shows the action"),
              }),
            )
            .describe("actions from a table that was written by hand"),
        }),
      ),
      notCovered: z
        .array(z.strictObject({ layer: z.enum(LAYERS), type: z.string().describe("type of a block") }))
        .optional()
        .describe("types of own Terraform files whose actions no policy has; missing where there are none"),
      commands: z
        .strictObject({
          operate: documents,
          teardown: documents,
        })
        .describe("policies of commands that call AWS without Terraform"),
      boundary: document,
      emittedRolesBoundary: boundary
        .optional()
        .describe(
          "a document for the boundary of the emitted roles; missing where they have none or several",
        ),
      emittedRolesBoundaries: z
        .array(boundary)
        .optional()
        .describe(
          "documents for the boundaries of the emitted roles, one for each kind; missing without kinds",
        ),
      module: z.string().describe("the Terraform module with the policies"),
    }),
  ),
});
