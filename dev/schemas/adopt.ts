import { z } from "../../src/base/zod";
import { formatVersion } from "./shared";

/** `private-eks-inference adopt --json` */
export const adoptSchema = z.strictObject({
  formatVersion: formatVersion("adopt"),
  file: z.record(z.string(), z.unknown()).describe("keys of the environment's file"),
  preparations: z.array(
    z.strictObject({
      reason: z.string().describe("why the first plan needs it"),
      command: z.string().describe("command of the AWS CLI"),
    }),
  ),
  notes: z
    .array(z.string())
    .describe(
      "facts of the network and the cluster that the file cannot declare, and choices among several resources",
    ),
});
