import { CHECKS } from "../../proof/checks/all";
import { type Locate, counts, report } from "../../proof/checks/report";
import { type Result } from "../../proof/checks/run";

/** Findings of a run that is refused: its errors and, below them, its warnings. Waived ones are only counted. */
export const findingsText = (results: readonly Result[], locate: Locate): string =>
  `${report(
    results.filter(({ waiver }) => waiver === undefined),
    locate,
  )}\n\n${counts(results, CHECKS.length)}`;
