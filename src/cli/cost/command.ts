import { InvalidArgumentError } from "commander";
import { HOURS } from "../../facts/hours";
import { statedIn } from "../../infrastructure/stated";
import { commandOf, type CommandOutput, runCommand } from "../../base/command-line";
import { type Assumptions, USUAL } from "../../cost/line";
import { ownPricesIn } from "../../cost/own-prices";
import { readEnvironmentRecord } from "../../terraform/environment-record";
import { type Variables, VARIABLES_HELP, environmentsOption, inOption } from "../../project/options";
import { jsonOption, reportFileOption, reportText, writeReport } from "../../project/command-report";
import { type InputOptions, moduleOption, plansIn, withInput } from "../../project/input";
import { costJson } from "./json";
import { costPage } from "./page";
import { fullReport } from "../../reports/report";

export interface CostProps {
  readonly variables: Variables;
  /** ISO date to compare support calendars with. */
  readonly today: string;
}

interface Options extends Omit<Assumptions, "today">, InputOptions {
  readonly json?: true;
  readonly out?: string;
}

/** Upper limit of the price tables, in GB a month. AWS charges less above it. */
const MOST_GB = 10_000;

/** Prints the monthly cost of the environments in an output folder. Returns the exit status. */
export function runCost(
  args: readonly string[],
  { variables, today }: CostProps,
  output: CommandOutput,
): number {
  const program = commandOf("cost", ["", "--environments mlapp --json", "--module handed-over"])
    .description(
      "Estimates the monthly cost of each environment from synthesized Terraform JSON or handed-over modules, and a dated price table. " +
        "It needs no account and no network. docs/guide/cost.md explains each line.",
    )
    .addOption(inOption(variables))
    .addOption(moduleOption())
    .addOption(environmentsOption(variables))
    .option(
      "--hours <n>",
      "hours of operation; 720 is a month of 30 days",
      above(0, HOURS.ofLongestMonth),
      USUAL.hours,
    )
    .option("--gb <n>", "GB a month on each traffic path", from(0, MOST_GB), USUAL.gb)
    .option("--log-gb <n>", "GB a month into each log group", from(0, MOST_GB), USUAL.logGb)
    .addOption(reportFileOption())
    .addOption(jsonOption("cost"))
    .addHelpText("after", VARIABLES_HELP);
  return runCommand(program, args, output, () => {
    const { json, out, hours, gb, logGb, ...input } = program.opts<Options>();
    const assumptions: Assumptions = { today, hours, gb, logGb };
    const reports = withInput(input, output, ({ folder, environments }) =>
      plansIn(folder, environments).map((plan) => {
        output.step?.(`estimating ${plan.name}`);
        const { settings } = readEnvironmentRecord(folder, plan.name);
        return fullReport(plan, assumptions, ownPricesIn(settings), statedIn(settings));
      }),
    );
    writeReport(
      json ? reportText("cost", costJson(reports, assumptions)) : `${costPage(reports, assumptions)}\n`,
      out,
      output,
    );
    return 0;
  });
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
