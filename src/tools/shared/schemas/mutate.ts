import { z } from "../../../shared/values/zod";
import { address, environmentName, formatVersion, stackNameSchema } from "./shared";

const score = z.strictObject({
  environment: z.string().describe("name of the environment, or `all`"),
  changes: z.int().describe("changes of the synthesized JSON, one at a time"),
  noticed: z.int().describe("changes that a check notices"),
  accepted: z.int().describe("unnoticed changes with an accepted reason"),
  percent: z.number().describe("noticed changes, in percent"),
  percentWithoutAccepted: z.number().describe("the same without those with an accepted reason"),
});

const placedChange = z.strictObject({
  environment: environmentName,
  stack: stackNameSchema,
  address,
  change: z.string(),
});

/** `npm run mutate -- --json` */
export const mutateSchema = z.strictObject({
  formatVersion: formatVersion("mutate"),
  environments: z.array(score),
  all: score,
  survivors: z.array(placedChange).describe("unnoticed changes without an accepted reason"),
  checks: z
    .array(
      z.strictObject({
        check: z.string().describe("id of the check"),
        noticed: z.int().describe("changes that it notices"),
        alone: z.array(placedChange).describe("those that no other check notices"),
      }),
    )
    .describe("with --checks: what each check notices; empty without"),
  staleReasons: z.array(z.string()).describe("accepted reasons without an unnoticed change"),
});
