import { type EnvironmentRecord } from "../terraform/environment-record";
import { type Check } from "./check";

type OwnCheckRecord = NonNullable<EnvironmentRecord["ownChecks"]>[number];

/** The checks of the owner of an environment as synth recorded them, with what they found. */
export const recordedChecks = ({ ownChecks = [] }: Pick<EnvironmentRecord, "ownChecks">): Check[] =>
  ownChecks.map(recordedCheck);

/** How many checks of the owner ran: each runs on each environment of a synth. */
export const countOf = (checksOfEach: Iterable<readonly OwnCheckRecord[] | undefined>): number =>
  Math.max(0, ...Array.from(checksOfEach, (checks) => checks?.length ?? 0));

const recordedCheck = ({ id, severity, title, why, source, findings }: OwnCheckRecord): Check => ({
  id,
  severity,
  title,
  why,
  fix: "correct it as the finding says",
  source,
  run: () => findings,
});
