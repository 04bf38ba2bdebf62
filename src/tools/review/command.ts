import { Option } from "commander";
import { commandOf, type CommandOutput, runCommand, stepOf } from "../../shared/command-line/command-line";
import { reviewJson } from "./rendering/json";
import { markdownPage } from "./rendering/markdown";
import { pageOf } from "./rendering/page-of";
import { textPage } from "./rendering/text";
import { type Review, reviewEnvironment } from "./review";
import {
  type Variables,
  VARIABLES_HELP,
  baseOption,
  chosenNames,
  environmentsOption,
  inOption,
  namedFolder,
  reportFileOption,
} from "../shared/command/options";
import { refuseChangedInputs } from "../shared/command/changed-inputs";
import { writeReport } from "../shared/command/report";
import { withSides } from "../shared/command/synthesized-sides";
import { jsonOption, reportText } from "../shared/command/report-formats";
import { Folder } from "./folder";
import { readStackPlans } from "./plans";
import { NPX } from "../../shared/command-line/program-name";

export interface ReviewProps {
  /** Folder of the program. */
  readonly root: string;
  /** Start file of this program, for a repository with environments only. @default - the repository has the program */
  readonly startFile?: string;
  /** ISO date. */
  readonly today: string;
  readonly variables: Variables;
}

interface Options {
  readonly before?: string;
  readonly base?: string;
  readonly in: string;
  readonly plan: readonly string[];
  readonly environments?: readonly string[];
  readonly markdown?: true;
  readonly json?: true;
  readonly out?: string;
  readonly detailedExitcode?: true;
}

const EXIT_STATUS = `
With --detailed-exitcode, as in terraform plan: 0 no change, 2 changes, 1 any error, wrong usage included.`;

/** Reviews a change. Returns the exit status. */
export function runReview(args: readonly string[], props: ReviewProps, output: CommandOutput): number {
  const program = commandOf("review", ["--base main", "--before out-main --in cdktf.out"])
    .description(
      "Reports what a change destroys, replaces, opens, grants and costs, from two output folders of synth. " +
        "It needs no account and no network.",
    )
    .addOption(new Option("--before <dir>", "output folder of synth before the change").conflicts("base"))
    .addOption(baseOption())
    .addOption(inOption(props.variables))
    .option(
      "--plan <file>",
      "JSON from terraform show -json, as FILE or STACK=FILE; repeatable",
      (each: string, before: readonly string[]) => [...before, each],
      [],
    )
    .addOption(environmentsOption(props.variables))
    .addOption(new Option("--markdown", "print Markdown for a pull request").conflicts("json"))
    .addOption(reportFileOption())
    .addOption(jsonOption("review"))
    .option("--detailed-exitcode", "return 2 where there are changes")
    .addHelpText("after", EXIT_STATUS)
    .addHelpText("after", VARIABLES_HELP);
  let isUnderstood = false;
  const status = runCommand(program, args, output, () => {
    const options = program.opts<Options>();
    const { before, base, detailedExitcode } = options;
    if (before === undefined && base === undefined) {
      program.error("error: no state before the change; give --before DIR or --base REF");
    }
    isUnderstood = true;
    const given = base === undefined ? options.in : namedFolder(program);
    if (given !== undefined) refuseChangedInputs(given, output);
    const reviews =
      base === undefined
        ? reviewFolders(["--before", before ?? ""], ["--in", options.in], options, props, output)
        : withSides({ ref: base, after: given, ...props, ...stepOf(output) }, (sides) =>
            reviewFolders(
              ["--base", sides.before],
              [given === undefined ? "the checkout" : "--in", sides.after],
              options,
              props,
              output,
            ),
          );
    writeReport(printed(reviews, options), options.out, output);
    return detailedExitcode && reviews.some(({ verdict }) => verdict !== "no change") ? 2 : 0;
  });
  // With this option, 2 means changes.
  return status !== 0 && !isUnderstood && args.includes("--detailed-exitcode") ? 1 : status;
}

/** A folder, with its name in messages. */
type NamedFolder = readonly [name: string, outdir: string];

function reviewFolders(
  old: NamedFolder,
  now: NamedFolder,
  options: Options,
  { today }: ReviewProps,
  output: CommandOutput,
): Review[] {
  const { step, tick } = output;
  const before = Folder.read(...old);
  const after = Folder.read(...now);
  const names = [...new Set([...before.environments, ...after.environments])].sort();
  const plans = readStackPlans(options.plan, [...new Set([...after.stackNames, ...before.stackNames])]);
  return chosenNames(options.environments, names, "before or after the change").map((environment) => {
    step?.(`reviewing ${environment}`);
    return reviewEnvironment({
      environment,
      before: before.side(environment),
      after: after.side(environment),
      others: [before.others(environment), after.others(environment)],
      plans: plans.filter((plan) => plan.environment === environment),
      today,
      ...(tick ? { tick } : {}),
    });
  });
}

function printed(reviews: readonly Review[], { json, markdown }: Options): string {
  if (json) return reportText("review", { environments: reviews.map(reviewJson) });
  if (markdown) return reviews.map((review) => markdownPage(pageOf(review), pointerTo(review))).join("\n");
  return `${reviews.map((review) => textPage(pageOf(review))).join("\n\n")}\n`;
}

/** The command that prints what a shortened page leaves out. */
const pointerTo = ({ environment }: Review): string =>
  `${NPX} review --base main --environments ${environment}`;
