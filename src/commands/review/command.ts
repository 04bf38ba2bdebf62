import { Command, Option } from "commander";
import { type CommandOutput, namesIn, runCommand } from "../../core/command-line";
import { UserError } from "../../core/errors";
import { reviewJson } from "../../review/rendering/json";
import { markdownPage } from "../../review/rendering/markdown";
import { pageOf } from "../../review/rendering/page-of";
import { textPage } from "../../review/rendering/text";
import { type Review, reviewEnvironment } from "../../review/review";
import { withBase } from "./base";
import { Folder } from "./folder";
import { readStackPlans } from "./plans";

export interface ReviewProps {
  /** Folder of the program. */
  readonly root: string;
  /** ISO date. */
  readonly today: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const FORMATS = ["text", "markdown", "json"] as const;

interface Options {
  readonly before?: string;
  readonly base?: string;
  readonly after: string;
  readonly plan: readonly string[];
  readonly environment?: string;
  readonly format: (typeof FORMATS)[number];
  readonly detailedExitcode?: true;
}

const EXIT_STATUS = `
With --detailed-exitcode, as terraform plan has it: 0 no change, 2 changes, 1 an error of any kind, wrong usage too.`;

/** Reviews a change. Gives the exit status. */
export function runReview(args: readonly string[], props: ReviewProps, output: CommandOutput): number {
  const program = new Command("npm run review --")
    .description(
      "Tells what a change does, from two folders that synth wrote: what is destroyed, replaced, opened or granted, " +
        "and what it costs. No account and no network are needed.",
    )
    .addOption(new Option("--before <dir>", "folder of the synth before the change").conflicts("base"))
    .option("--base <ref>", "in place of --before: synthesize this git revision, in a temporary worktree")
    .option("--after <dir>", "folder of the synth after the change", "cdktf.out")
    .option(
      "--plan <file>",
      "what terraform show -json prints of a plan, as FILE or STACK=FILE; may be repeated",
      (each: string, before: readonly string[]) => [...before, each],
      [],
    )
    .option("--environment <names>", "only these environments, such as a,b")
    .addOption(new Option("--format <format>", "how to print").choices(FORMATS).default("text"))
    .option("--detailed-exitcode", "tell by the exit status whether there are changes")
    .addHelpText("after", EXIT_STATUS);
  let isUnderstood = false;
  const status = runCommand(program, args, output, () => {
    const options = program.opts<Options>();
    const { before, base, format, detailedExitcode } = options;
    if (before === undefined && base === undefined) {
      program.error("error: what was before? give --before DIR or --base REF");
    }
    isUnderstood = true;
    const reviews =
      base === undefined
        ? reviewFolders("--before", before ?? "", options, props)
        : withBase({ ref: base, root: props.root, env: props.env }, (outdir) =>
            reviewFolders("--base", outdir, options, props),
          );
    output.out(PRINTED[format](reviews));
    return detailedExitcode && reviews.some(({ verdict }) => verdict !== "no change") ? 2 : 0;
  });
  // of a command line that was not understood, 2 would say that there are changes
  return status !== 0 && !isUnderstood && args.includes("--detailed-exitcode") ? 1 : status;
}

function reviewFolders(option: string, outdir: string, options: Options, { today }: ReviewProps): Review[] {
  const before = Folder.read(option, outdir);
  const after = Folder.read("--after", options.after);
  const names = [...new Set([...before.environments, ...after.environments])].sort();
  const plans = readStackPlans(options.plan, [...new Set([...after.stackNames, ...before.stackNames])]);
  return chosen(names, options.environment).map((environment) =>
    reviewEnvironment({
      environment,
      before: before.side(environment),
      after: after.side(environment),
      others: [before.others(environment), after.others(environment)],
      plans: plans.filter((plan) => plan.environment === environment),
      today,
    }),
  );
}

function chosen(names: readonly string[], environment: string | undefined): readonly string[] {
  if (environment === undefined) return names;
  const wanted = namesIn(environment);
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length === 0 && wanted.length > 0) return wanted;
  throw new UserError(
    `--environment: got ${unknown.join(", ") || "no name"}, expected some of ${names.join(", ")}; choose among them`,
  );
}

type Printed = (reviews: readonly Review[]) => string;

const PRINTED: Readonly<Record<Options["format"], Printed>> = {
  text: (reviews) => `${reviews.map((review) => textPage(pageOf(review))).join("\n\n")}\n`,
  markdown: (reviews) => reviews.map((review) => markdownPage(pageOf(review), pointerTo(review))).join("\n"),
  json: (reviews) => `${JSON.stringify(reviews.map(reviewJson), null, 2)}\n`,
};

/** How to see what found no room. */
const pointerTo = ({ environment }: Review): string =>
  `npm run review -- --base main --environment ${environment} --format text`;
