import { z } from "../../../shared/values/zod";
import { address, environmentName, finding, formatVersion, stackNameSchema, notProved } from "./shared";

const unknownValue = z.strictObject({
  severity: z.literal("unknown"),
  environment: environmentName,
  stack: stackNameSchema,
  address: address.optional(),
  attribute: z.string().optional().describe("attribute that the plan lacks; none for a whole stack or block"),
  message: z.string().describe("the reason"),
  fix: z.string().describe("an action that makes the value known"),
  checks: z.array(z.string()).describe("ids of the checks that need the value"),
});

/** `private-eks-inference check --json` */
export const checkSchema = z.strictObject({
  formatVersion: formatVersion("check"),
  findings: z
    .array(
      z.union([
        finding.extend({
          unsure: z.literal(true).optional().describe("the check needed an unknown value of a plan"),
          file: z.string().optional().describe("file of the manifest, with --manifests"),
          line: z.int().optional().describe("line of the manifest, with --manifests"),
        }),
        unknownValue,
      ]),
    )
    .describe(
      "findings and, with --plan, unknown values; with --manifests, the address is the kind and name of an object",
    ),
  notProved: notProved.optional().describe("things that the report does not prove; not with --manifests"),
});
