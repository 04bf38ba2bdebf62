import { z } from "../../src/base/zod";
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

const plan = z.strictObject({
  stack: stackNameSchema,
  with: z
    .enum(["stack", "module", "nothing"])
    .describe("the other side of the comparison: the stack of --in, the files of --module, or nothing"),
  values: z.int().describe("values of the configuration"),
  compared: z.int().describe("values that were compared; the others are judged from planned values only"),
});

/** `private-eks-inference check --json` */
export const checkSchema = z.strictObject({
  formatVersion: formatVersion("check"),
  findings: z
    .array(
      z.union([
        finding.extend({
          follows: z
            .literal(true)
            .optional()
            .describe("it follows from the edits: a synth of the inputs does not have it"),
          unsure: z.literal(true).optional().describe("the check needed an unknown value of a plan"),
          file: z.string().optional().describe("file of the manifest, with --manifests"),
          line: z.int().optional().describe("line of the manifest, with --manifests"),
        }),
        unknownValue,
      ]),
    )
    .describe(
      "findings and, with --plan, unknown values; with --manifests, the address is the kind and name of an object. Findings of the check edited come first, and name what the inputs do not lead to: a block, or a file in the folder of the stack",
    ),
  notProved: notProved
    .optional()
    .describe("things that the report does not prove; none where the checks did not run"),
  origins: z
    .array(
      z.strictObject({
        environment: environmentName,
        compared: z
          .enum(["inputs", "trusted record", "record", "nothing"])
          .describe(
            "the other side of the comparison: a new synth of the inputs, the record of --manifest, or the record in the output, which can be forged",
          ),
        text: z.string().describe("the same in words"),
        notCompared: z
          .array(z.string())
          .optional()
          .describe("files of which nothing tells whether they are edited"),
      }),
    )
    .optional()
    .describe("where the files of each environment come from; none with --plan and --manifests"),
  notRun: z.string().optional().describe("why the checks did not run: an edited file that cannot be read"),
  plans: z.array(plan).optional().describe("with --plan, how far each plan was compared with its stack"),
});
