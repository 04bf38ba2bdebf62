import { z } from "../../../shared/values/zod";
import { address, environmentName, stackNameSchema } from "./shared";

const score = z.strictObject({
  environment: z.string().describe("name of the environment, or `all`"),
  changes: z.int().describe("changes of the synthesized JSON, one at a time"),
  noticed: z.int().describe("changes that a check notices"),
  accepted: z.int().describe("unnoticed changes with an accepted reason"),
  percent: z.number().describe("noticed changes, in percent"),
  percentWithoutAccepted: z.number().describe("the same without those with an accepted reason"),
});

/** `npm run mutate -- --json` */
export const mutateSchema = z.strictObject({
  environments: z.array(score),
  all: score,
  survivors: z
    .array(
      z.strictObject({
        environment: environmentName,
        stack: stackNameSchema,
        address,
        change: z.string(),
      }),
    )
    .describe("unnoticed changes without an accepted reason"),
  staleReasons: z.array(z.string()).describe("accepted reasons without an unnoticed change"),
});
