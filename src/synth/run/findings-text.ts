import { CHECKS } from "../../checks/all";
import { type Locate, counts, report } from "../../checks/report";
import { type Result } from "../../checks/run";

/** Findings of a run that is refused: its errors and, below them, its warnings. Steps of a deployment and waived findings come later. */
export function findingsText(
  results: readonly Result[],
  locate: Locate,
  ownChecks: number,
): string | undefined {
  const counted = results.filter(({ isNotice }) => isNotice !== true);
  const faults = counted.filter(({ waiver }) => waiver === undefined);
  return faults.length === 0
    ? undefined
    : `${report(faults, locate)}\n\n${counts(counted, CHECKS.length + ownChecks)}`;
}
