import { z } from "../../src/base/zod";
import { environmentName, formatVersion } from "./shared";

/** `private-eks-inference verify --json` */
export const verifySchema = z.strictObject({
  formatVersion: formatVersion("verify"),
  environment: environmentName,
  findings: z.array(
    z.strictObject({
      area: z.string().describe("subject, such as routes"),
      name: z.string().describe("name of the resource, and the fact"),
      expected: z.string().describe("the fact in the synthesized JSON"),
      found: z.string().describe("the answer of AWS or of the pod"),
      verdict: z
        .enum(["ok", "differs", "slow", "unknown", "not verified"])
        .describe("differs and unknown end with status 1"),
    }),
  ),
});
