import { type Command, Option } from "commander";
import { commandOf, type CommandOutput, runCommand, stepOf } from "../base/command-line";
import { decidingLinesSince } from "./deciding-files/changed-files";
import { htmlReport } from "./rendering/html";
import { jsonReport } from "./rendering/json";
import { markdownReport } from "./rendering/markdown";
import { type ReviewReport } from "./rendering/report";
import { textReport } from "./text";
import { type NamedFolder, reviewedFolders } from "./review-folders";
import {
  type Variables,
  VARIABLES_HELP,
  baseOption,
  environmentsDirIn,
  environmentsOption,
  inOption,
  namedFolder,
} from "../project/options";
import { jsonOption, reportFileOption, reportText, writeReport } from "../project/command-report";
import { moduleOption, withModule, withSide } from "../project/input";
import { withRevision, withSides } from "../project/synthesized-sides";
import { refuseChangedInputs } from "../project/changed-inputs";
import { type Resynthesize } from "../project/origins";
import { type TrialSynth } from "../project/trial-synth";
import { withOtherVersion } from "../project/version-sides";
import { VERSION } from "../base/version";
import { BINARY, NPX } from "../base/program-name";

export interface ReviewProps {
  /** Folder of the program. */
  readonly root: string;
  /** Start file of this program, for a repository with environments only. @default - the repository has the program */
  readonly startFile?: string;
  /** ISO date. */
  readonly today: string;
  readonly variables: Variables;
  /** Synthesizes the inputs again, to compare an output folder with them. */
  readonly resynthesize: Resynthesize;
  /** Synthesizes settings between both sides, for causes. */
  readonly trialSynth: TrialSynth;
}

interface Options {
  readonly before?: string;
  readonly base?: string;
  readonly to?: string;
  readonly in: string;
  readonly module?: string;
  readonly plan: readonly string[];
  readonly environments?: readonly string[];
  readonly markdown?: true;
  readonly html?: true;
  readonly json?: true;
  readonly out?: string;
  readonly detailedExitcode?: true;
}

const EXIT_STATUS = `
With --detailed-exitcode, as in terraform plan: 0 no change, 2 changes, 1 any error, wrong usage included.`;

/** Reviews a change. Returns the exit status. */
export function runReview(args: readonly string[], props: ReviewProps, output: CommandOutput): number {
  const program = commandOf("review", [
    "--base main",
    "--before out-main --in cdktf.out",
    "--base main --module handed-over",
    `--to ./${BINARY}-${VERSION}.tgz`,
  ])
    .description(
      "Reports what a change destroys, replaces, opens, grants and costs, from two output folders of synth. " +
        "It needs no account and no network; --to with a version asks the registry of npm.",
    )
    .addOption(new Option("--before <dir>", "output folder of synth before the change").conflicts("base"))
    .addOption(baseOption())
    .addOption(
      new Option(
        "--to <version>",
        "compare this version of the program with another one, a version or a tarball, on the environments as their files are",
      ).conflicts(["before", "base", "in"]),
    )
    .addOption(inOption(props.variables))
    .addOption(moduleOption(["to", "plan"]))
    .option(
      "--plan <file>",
      "JSON from terraform show -json, as FILE or STACK=FILE; repeatable",
      (each: string, before: readonly string[]) => [...before, each],
      [],
    )
    .addOption(environmentsOption(props.variables))
    .addOption(
      new Option("--markdown", "print Markdown for one comment of a pull request").conflicts([
        "json",
        "html",
      ]),
    )
    .addOption(new Option("--html", "print one self-contained HTML page").conflicts("json"))
    .addOption(reportFileOption())
    .addOption(jsonOption("review"))
    .option("--detailed-exitcode", "return 2 where there are changes")
    .addHelpText("after", EXIT_STATUS)
    .addHelpText("after", VARIABLES_HELP);
  let isUnderstood = false;
  const status = runCommand(program, args, output, () => {
    const options = program.opts<Options>();
    const { before, base, to } = options;
    if (before === undefined && base === undefined && to === undefined) {
      program.error("error: no state before the change; give --before DIR, --base REF or --to VERSION");
    }
    isUnderstood = true;
    const report =
      options.module === undefined
        ? outputReport(program, props, output)
        : moduleReport(options.module, options, props, output);
    writeReport(printed(report, options), options.out, output);
    return options.detailedExitcode && isChanged(report) ? 2 : 0;
  });
  // With this option, 2 means changes.
  return status !== 0 && !isUnderstood && args.includes("--detailed-exitcode") ? 1 : status;
}

const isChanged = ({ reviews, deciding = [] }: ReviewReport): boolean =>
  deciding.length > 0 || reviews.some(({ verdict }) => verdict !== "no change");

function outputReport(program: Command, props: ReviewProps, output: CommandOutput): ReviewReport {
  const options = program.opts<Options>();
  const { base, to } = options;
  const given = base === undefined && to === undefined ? options.in : namedFolder(program);
  if (given !== undefined) refuseChangedInputs(given, output, true);
  return reportOf(options, given, props, output);
}

/** A hand-over, compared with another folder, or with a revision of its repository. */
function moduleReport(
  dir: string,
  { before = "", base }: Options,
  { today, trialSynth: synth }: ReviewProps,
  output: CommandOutput,
): ReviewReport {
  const compare = (folder: string, option: string): ReviewReport =>
    withModule(dir, "--module", output, ({ folder: after, module }) =>
      withSide(folder, option, output, (side) =>
        reviewedFolders({ before: [option, side], after: ["--module", after], today, synth, module }, output),
      ),
    );
  if (base === undefined) return compare(before, "--before");
  return withRevision(dir, base, (folder) => compare(folder, "--base"));
}

/** `given` is the folder after the change; undefined if it is synthesized. */
function reportOf(
  options: Options,
  given: string | undefined,
  props: ReviewProps,
  output: CommandOutput,
): ReviewReport {
  const { before = "", base, to, plan, environments } = options;
  const { root, variables, resynthesize, trialSynth } = props;
  const inputs = { root, environmentsDir: environmentsDirIn(variables, root), resynthesize };
  const compare = (old: NamedFolder, now: NamedFolder, compared: readonly NamedFolder[] = []): ReviewReport =>
    reviewedFolders(
      {
        before: old,
        after: now,
        compared,
        inputs,
        plan,
        environments,
        today: props.today,
        synth: trialSynth,
      },
      output,
    );
  if (to !== undefined)
    return withOtherVersion(
      { wanted: to, place: `--to ${to}`, ...props, ...stepOf(output), err: output.err },
      (sides, { version }) => {
        output.err(`${VERSION} → ${version}\n\n`);
        return compare([`version ${VERSION}`, sides.before], [`--to ${to}`, sides.after]);
      },
    );
  if (base === undefined) {
    const sides: readonly [NamedFolder, NamedFolder] = [
      ["--before", before],
      ["--in", options.in],
    ];
    return compare(...sides, sides);
  }
  // Nobody can have edited a side that this command synthesizes.
  return withSides({ ref: base, after: given, ...props, ...stepOf(output) }, (sides, commits) => {
    const now: NamedFolder = [given === undefined ? "the checkout" : "--in", sides.after];
    const report = compare(["--base", sides.before], now, given === undefined ? [] : [now]);
    const changed = decidingLinesSince({ root, ref: base, environmentsDir: inputs.environmentsDir });
    return { ...report, deciding: [...changed, ...(report.deciding ?? [])], commits };
  });
}

function printed(report: ReviewReport, { json, markdown, html, to, module }: Options): string {
  if (json) return reportText("review", jsonReport(report));
  if (markdown) return markdownReport(report, (environment) => pointerTo(environment, to, module));
  return html ? htmlReport(report) : textReport(report);
}

/** The command that prints what a shortened page leaves out, of one environment or of all. */
const pointerTo = (
  environment: string | undefined,
  to: string | undefined,
  module: string | undefined,
): string =>
  [
    `${NPX} review ${to === undefined ? "--base main" : `--to ${to}`}`,
    ...(module === undefined ? [] : [`--module ${module}`]),
    ...(environment === undefined || module !== undefined ? [] : [`--environments ${environment}`]),
  ].join(" ");
