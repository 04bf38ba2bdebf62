import { z } from "../../src/base/zod";
import { formatVersion } from "./shared";

/** `private-eks-inference explain --json` */
export const explainSchema = z.strictObject({
  formatVersion: formatVersion("explain"),
  checks: z.array(
    z.strictObject({
      id: z.string(),
      severity: z.enum(["error", "warning"]),
      rule: z.string().describe("the rule as a sentence"),
      why: z.string().describe("the consequence of a violation"),
      fix: z.string(),
      source: z.string().describe("reference for the rule, with the date on which it was read"),
      scannerRules: z.array(z.string()).describe("rules of public scanners with the same subject"),
    }),
  ),
});
