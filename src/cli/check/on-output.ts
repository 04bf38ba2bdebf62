import { counts, report, resultsAsJson } from "../../checks/report";
import { isBlocking } from "../../checks/run";
import { withInput } from "../../project/input";
import { environmentsDirIn, outputFolderIn } from "../../project/options";
import { originLines } from "../../project/origins";
import { notProvedLines } from "../../project/not-proved";
import { type CheckInput } from "./checked";
import { judgeOutput, type JudgedOutput } from "./judged-output";
import { paragraphs } from "../pages";
import { promtoolIn } from "./promtool";

/** Judges an output folder of synth, or a hand-over. */
export const onOutput: CheckInput = (options, { variables, today, resynthesize, trialSynth }, output) => {
  const { module, environments, manifest } = options;
  const input = { in: options.in ?? outputFolderIn(variables), module, environments };
  const judged = withInput(
    input,
    output,
    (each) => {
      const named = each.environments;
      const environmentsDir = environmentsDirIn(variables);
      const evaluateRules = promtoolIn(variables);
      return judgeOutput(
        { ...each, named, manifest, today, environmentsDir, resynthesize, trialSynth, evaluateRules },
        output,
      );
    },
    true,
  );
  return {
    page: () => outputPage(judged),
    json: () => outputAsJson(judged),
    fails: [...judged.edits, ...judged.following, ...judged.others].some(isBlocking),
  };
};

/** An output folder for a terminal: its edits, what follows from them, all other findings, and what was compared. */
function outputPage({
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
const outputAsJson = ({ origins, edits, following, others, notProved, notRun }: JudgedOutput) => ({
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
