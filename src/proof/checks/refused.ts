import { CHECKS } from "./all";
import { type Locate, counts, report } from "./report";
import { type Result, isBlocking } from "./run";

/** The findings for which stacks are refused, and the counts of all findings; undefined if there is none. */
export function refusedByChecks(results: readonly Result[], locate: Locate): string | undefined {
  const blocking = results.filter(isBlocking);
  return blocking.length === 0
    ? undefined
    : `${report(blocking, locate)}\n\n${counts(results, CHECKS.length)}`;
}
