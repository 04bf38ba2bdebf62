import { z } from "../../src/base/zod";
import { environmentName, formatVersion, stackNameSchema } from "./shared";

const addresses = z.array(z.string());

/** `private-eks-inference lock addresses --json` */
export const addressesSchema = z.strictObject({
  formatVersion: formatVersion("lock addresses"),
  environments: z.array(
    z.strictObject({
      environment: environmentName,
      lock: z.string().describe("lock file"),
      isLocked: z.boolean().describe("whether the lock file exists"),
      isCurrent: z.boolean().describe("whether it records exactly the emitted addresses"),
      stacks: z
        .array(
          z.strictObject({
            stack: stackNameSchema,
            added: addresses.describe("emitted and not recorded"),
            lost: addresses.describe("recorded and not emitted: the next apply destroys these resources"),
            moved: z
              .array(z.strictObject({ from: z.string(), to: z.string() }))
              .describe("renamed by a move"),
            recounted: addresses.describe("with a `count` on one side; Terraform keeps the resource"),
          }),
        )
        .describe("stacks with differences, before --accept or --move"),
      replaced: z
        .array(
          z.strictObject({
            stack: stackNameSchema,
            address: z.string().describe("address of the node group"),
            argument: z.string().describe("argument that forces replacement"),
            recorded: z.string().describe("value in the lock"),
            emitted: z.string().describe("value that synth emits"),
          }),
        )
        .describe("recorded values that changed, before --accept: the next apply replaces these resources"),
      problems: z.array(z.string()).describe("errors in the moves of the lock"),
    }),
  ),
  locksWithoutYaml: z.array(z.string()).describe("locks whose YAML file is missing"),
});
