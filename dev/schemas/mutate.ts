import { z } from "../../src/base/zod";
import { address, environmentName, formatVersion, stackNameSchema } from "./shared";

const counts = z.strictObject({
  named: z.int().describe("a check says the danger and the fix"),
  stopped: z.int().describe("something refuses the change, and no check says the danger"),
  silent: z.int().describe("nothing notices the change"),
});

const summary = z.strictObject({
  of: z.string().describe("name of an environment, a class or a kind of change, or `all`"),
  changes: z.int().describe("changes that were tried, one at a time"),
  off: counts.describe("without the origins of blocks: as if synth had written the change"),
  on: counts.describe(
    "with the origins of blocks: as an edit of the output, and as an own block where it can be one",
  ),
  accepted: z.int().describe("silent changes that are no danger, each with an accepted reason"),
  percentNamed: z.number().describe("named changes without origins, in percent of all but the accepted ones"),
});

const placedChange = z.strictObject({
  environment: environmentName,
  stack: stackNameSchema,
  address: z.union([address, z.string().describe("id of an attack")]),
  change: z.string(),
});

/** `npm run mutate -- --json` */
export const mutateSchema = z.strictObject({
  formatVersion: formatVersion("mutate"),
  all: summary,
  environments: z.array(summary),
  classes: z.array(summary),
  kinds: z.array(summary),
  silent: z.array(placedChange).describe("silent changes without an accepted reason"),
  unexpected: z
    .array(
      placedChange.extend({
        expected: z.array(z.string()).describe("ids of checks of which one must name it"),
      }),
    )
    .describe("attacks that no expected check names"),
  checks: z
    .array(
      z.strictObject({
        check: z.string().describe("id of the check"),
        noticed: z.int().describe("changes that it notices"),
        alone: z.array(placedChange).describe("those that no other check notices"),
      }),
    )
    .describe("with --checks: what each check notices; empty without"),
  staleReasons: z.array(z.string()).describe("accepted reasons without a silent change"),
});
