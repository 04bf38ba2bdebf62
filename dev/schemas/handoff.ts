import { z } from "../../src/base/zod";
import { environmentName, formatVersion, notProved } from "./shared";

const files = z.array(z.string());

const values = z
  .array(
    z.strictObject({
      module: z.string().describe("folder of the module"),
      name: z.string().describe("variable, or setting of the backend"),
      change: z
        .enum(["owner's", "both", "updated", "added", "removed", "other"])
        .describe(
          "`owner's`, `both`, `other`: the value of the owner stays; `updated`, `added`, `removed`: as generated now",
        ),
      message: z.string().describe("the values, without secrets"),
      place: z.string().describe("file, and line of a value that the folder has"),
    }),
  )
  .describe("values that differ from the generated ones, or that changed");

/** `private-eks-inference handoff --json` */
export const handoffSchema = z.union([
  z
    .strictObject({
      formatVersion: formatVersion("handoff"),
      environment: environmentName,
      folder: z.string().describe("folder of the modules"),
      modules: z.array(
        z.strictObject({
          module: z.string().describe("folder of the module"),
          values: z.int().describe("values that equal those of the synthesized stack"),
        }),
      ),
      written: files.describe("files with new content"),
      unchanged: z.int().describe("number of other files"),
      notProved,
      removed: files.describe("files of an earlier hand-over that are not written any more"),
      begun: files.describe("files of the owner, which no later hand-over writes"),
      kept: files.describe("with --own: edited files, which stay"),
      values,
    })
    .describe("with --out"),
  z
    .strictObject({
      formatVersion: formatVersion("handoff"),
      environment: environmentName,
      folder: z.string(),
      differences: z.array(z.string()).describe("one line for each file that differs; empty where none does"),
      changedStacks: z
        .array(z.string())
        .describe("modules whose stack is not the one of the hand-over, by the digests of parity.json"),
      ownEdits: z
        .array(
          z.strictObject({
            origin: z.literal("own"),
            module: z.string().describe("folder of the module"),
            address: z.string().describe("address of a block, or name of a file with values"),
            message: z
              .string()
              .describe("the argument with its old and its new value, or what is added or removed"),
            place: z.string().optional().describe("file and line; none for a removed block"),
          }),
        )
        .describe("edits of the owner since the hand-over, each once"),
      values,
    })
    .describe("with --check"),
]);
