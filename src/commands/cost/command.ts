import { Command, InvalidArgumentError } from "commander";
import { HOURS_OF_THE_LONGEST_MONTH } from "../../catalog/prices";
import { type CommandOutput, namesIn, runCommand } from "../../core/command-line";
import { UserError } from "../../core/errors";
import { type Assumptions, USUAL } from "../../cost/line";
import { readPublished } from "../../output/published";
import { type EnvironmentPlan, groupByEnvironment } from "../../terraform-json/environment-plan";
import { readStacks } from "../../terraform-json/output";
import { costJson } from "./json";
import { costPage } from "./page";
import { reportOf } from "./report";

interface Options extends Omit<Assumptions, "today"> {
  readonly out: string;
  readonly environment?: string;
  readonly json?: boolean;
}

/** GB a month above which AWS has lower prices than the tables. */
const MOST_GB = 10_000;

/** Prints what the environments of an output folder cost; `today` is an ISO date. Gives the exit status. */
export function runCost(args: readonly string[], today: string, output: CommandOutput): number {
  const program = new Command("npm run cost --")
    .description(
      "Estimates what each environment costs in a month, from synthesized Terraform JSON and a dated price table. " +
        "No account and no network are needed; docs/cost.md tells what every line means.",
    )
    .option("--out <dir>", "folder that synth wrote", "cdktf.out")
    .option("--environment <names>", "only these environments, such as a,b")
    .option(
      "--hours <n>",
      "how long it runs; 720 is a month of 30 days",
      above(0, HOURS_OF_THE_LONGEST_MONTH),
      USUAL.hours,
    )
    .option("--gb <n>", "GB a month on each way that traffic takes", from(0, MOST_GB), USUAL.gb)
    .option("--log-gb <n>", "GB a month into each log group", from(0, MOST_GB), USUAL.logGb)
    .option("--json", "print everything as JSON");
  return runCommand(program, args, output, () => {
    const { out, environment, json, hours, gb, logGb } = program.opts<Options>();
    const assumptions: Assumptions = { today, hours, gb, logGb };
    const reports = chosen(out, environment).map((plan) => reportOf(plan, assumptions));
    output.out(
      json
        ? `${JSON.stringify(costJson(reports, assumptions), null, 2)}\n`
        : `${costPage(reports, assumptions)}\n`,
    );
    return 0;
  });
}

function chosen(out: string, environment: string | undefined): EnvironmentPlan[] {
  const plans = groupByEnvironment(readPublished(out, () => readStacks(out)));
  if (environment === undefined) return plans;
  const [wanted, names] = [namesIn(environment), plans.map(({ name }) => name)];
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0 || wanted.length === 0) {
    throw new UserError(
      `--environment: got ${unknown.join(", ") || "no name"}, expected some of ${names.join(", ")} (in ${out}); choose among them`,
    );
  }
  return plans.filter(({ name }) => wanted.includes(name));
}

const from = (least: number, most: number) => number(`${least} to ${most}`, (n) => n >= least && n <= most);
const above = (least: number, most: number) =>
  number(`above ${least} and up to ${most}`, (n) => n > least && n <= most);

/** Reads an option as a plain decimal number. */
const number =
  (bounds: string, fits: (value: number) => boolean) =>
  (text: string): number => {
    const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
    if (!fits(value)) throw new InvalidArgumentError(`Expected a number, ${bounds}.`);
    return value;
  };
