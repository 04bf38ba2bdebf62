import { counts, report, resultsAsJson } from "../../checks/report";
import { originLines } from "../../project/origins";
import { notProvedLines } from "../../project/not-proved";
import { type JudgedOutput } from "./judged-output";
import { paragraphs } from "../pages";

/** An output folder for a terminal: its edits, what follows from them, all other findings, and what was compared. */
export function outputPage({
  origins,
  edits,
  following,
  others,
  notRun,
  notProved,
  checks,
  locate,
}: JudgedOutput): string {
  return paragraphs([
    report(edits),
    following.length > 0
      ? `these follow from the edits, since a synth of the inputs has none of them:\n${report(following, locate)}`
      : "",
    report(others, locate),
    originLines(origins).join("\n"),
    notRun === undefined
      ? counts([...edits, ...following, ...others], checks)
      : `${counts(edits, checks)}; the checks did not run:\n${notRun}`,
    notProvedLines(notProved).join("\n"),
  ]);
}

/** An output folder for `--json`. */
export const outputAsJson = ({ origins, edits, following, others, notProved, notRun }: JudgedOutput) => ({
  findings: [
    ...resultsAsJson(edits),
    ...resultsAsJson(following).map((each) => ({ ...each, follows: true })),
    ...resultsAsJson(others),
  ],
  origins: origins.map(({ environment, compared, text, notCompared }) => ({
    environment,
    compared,
    text,
    ...(notCompared.length > 0 ? { notCompared } : {}),
  })),
  ...(notRun === undefined ? { notProved } : { notRun }),
});
