import { z } from "../../src/base/zod";
import { environmentName, formatVersion } from "./shared";

/** `private-eks-inference show runbook --json` */
export const runbookSchema = z.strictObject({
  formatVersion: formatVersion("show runbook"),
  runbooks: z.array(
    z.strictObject({ environment: environmentName, file: z.string().describe("the written runbook") }),
  ),
});
