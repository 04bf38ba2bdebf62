import { z } from "../../src/base/zod";
import { FORMAT_VERSIONS, type ReportName } from "../../src/project/command/report-formats";

/** The first key of every JSON report. */
export const formatVersion = <Name extends ReportName>(report: Name) =>
  z
    .literal(FORMAT_VERSIONS[report])
    .describe("increases when a key is removed or changes its meaning; new keys may appear");

/** Values of JSON reports. */
export const environmentName = z.string().describe("name of the environment");
export const stackNameSchema = z.string().describe("name of the stack");
export const address = z.string().describe("Terraform address of the resource");
export const isoDate = z.iso.date();

export const findingId = z.string().describe("id of the finding, for a waiver");

export const waiver = z
  .strictObject({
    check: z.string().describe("id of the check"),
    address,
    finding: findingId.optional(),
    reason: z.string().describe("reason in the environment's file"),
    until: isoDate.describe("last day, ISO date"),
    inherited: z.literal(true).optional().describe("the waiver of a file that the environment extends"),
  })
  .describe("waiver that accepts the finding");

export const notProved = z
  .array(
    z.strictObject({
      kind: z
        .enum(["plan", "stated", "judged", "command"])
        .describe(
          "`plan`: only a plan verifies it; `stated`: only the environment's file states it; `judged`: no check judges it; `command`: a command that was not run",
        ),
      what: z.string().describe("a noun, or the command"),
      count: z
        .int()
        .optional()
        .describe("how many there are; none for a command, and for what has no number"),
      names: z.array(z.string()).optional(),
    }),
  )
  .describe("things that the report does not prove");

export const finding = z.strictObject({
  check: z.string().describe("id of the check"),
  severity: z.enum(["error", "warning"]),
  environment: environmentName,
  stack: stackNameSchema,
  address,
  finding: findingId.optional(),
  message: z.string().describe("the violation"),
  fix: z.string().describe("an action that resolves it"),
  waiver: waiver.optional(),
});
