import { z } from "../../src/base/zod";
import { environmentName, finding, formatVersion, stackNameSchema, notProved } from "./shared";

const stack = z.strictObject({
  stack: stackNameSchema,
  layer: z.enum(["state", "network", "cluster", "platform", "models"]),
  resources: z.int(),
  dataSources: z.int(),
  outputs: z.int(),
});

const environment = z.strictObject({
  environment: environmentName,
  stacks: z.array(stack),
  endpoints: z
    .array(
      z.strictObject({
        service: z.string().describe("AWS service, such as `ecr.api`"),
        callers: z.array(z.string()).describe("components that call it"),
      }),
    )
    .describe("VPC endpoints that the components need"),
  monthly: z
    .strictObject({
      min: z.number().describe("least USD a month"),
      max: z.number().describe("most USD a month"),
      complete: z.boolean().describe("false where a line has no price, or the price of another region"),
    })
    .nullable(),
});

/** `private-eks-inference synth --json` */
export const synthSchema = z.strictObject({
  formatVersion: formatVersion("synth"),
  output: z.string().describe("output folder"),
  environments: z.array(environment),
  findings: z.array(finding).describe("warnings and waived findings"),
  notProved,
  files: z.strictObject({
    written: z.array(z.string()).describe("changed files, relative to the output folder"),
    unchanged: z.int().describe("number of unchanged files"),
    removedStacks: z.array(z.string()).describe("stacks of the last run that no environment has now"),
    keptStacks: z
      .array(z.strictObject({ name: stackNameSchema, reason: z.string() }))
      .describe("such stacks whose folder remains"),
  }),
});
