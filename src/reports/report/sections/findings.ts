import { type Result, fixOf, isBlocking } from "../../../checks/run";
import { counts } from "../../../checks/report";
import { stackName } from "../../../base/layers";
import { markup } from "../../../base/markup";
import { type HtmlSection, section, tableMarkup } from "../section";

/** Findings of the checks that are open, and those that waivers accept. */
export function findingsSection(results: readonly Result[], checks: number): HtmlSection {
  const open = results.filter(({ waiver }) => waiver === undefined);
  const waived = results.filter(({ waiver }) => waiver !== undefined);
  return section(
    "findings",
    "Findings",
    markup`<p>${counts(results, checks)}</p>`,
    open.length === 0
      ? ""
      : tableMarkup(
          "Open findings",
          ["check", "severity", "place", "finding", "fix"],
          open.map((result) => [
            result.check.id,
            isBlocking(result) ? "error" : "warning",
            placeOfResult(result),
            result.message,
            fixOf(result),
          ]),
        ),
    waived.length === 0
      ? ""
      : tableMarkup(
          "Accepted findings",
          ["check", "place", "finding", "reason", "accepted until"],
          waived.map((result) => [
            result.check.id,
            placeOfResult(result),
            result.message,
            result.waiver?.reason ?? "",
            result.waiver?.until ?? "",
          ]),
          [4],
        ),
  );
}

const placeOfResult = ({ environment, layer, address }: Result): string =>
  `${stackName(environment, layer)} ${address}`;
