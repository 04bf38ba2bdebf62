import { statedIn } from "../infrastructure/stated";
import { commandOf, type CommandOutput, runCommand } from "../base/command-line";
import { USUAL } from "../cost/line";
import { ownPricesIn } from "../cost/own-prices";
import { readEnvironmentRecord } from "../terraform/environment-record";
import { fullReport } from "./report";
import { type Variables, VARIABLES_HELP, environmentsOption, inOption } from "../project/options";
import { type InputOptions, moduleOption, plansIn, withInput } from "../project/input";
import { jsonOption, reportText, writePages } from "../project/command-report";
import { runbookPage } from "./runbook/page";

export interface RunbookProps {
  readonly variables: Variables;
  /** ISO date to compare support calendars with. */
  readonly today: string;
}

interface Options extends InputOptions {
  readonly out: string;
  readonly json?: true;
}

/** Writes a runbook for each environment in an output folder. Returns the exit status. */
export function runRunbook(
  args: readonly string[],
  { variables, today }: RunbookProps,
  output: CommandOutput,
): number {
  const program = commandOf("show runbook", ["--environments mlapp --out runbooks"])
    .description(
      "Writes a runbook for each environment: deploy, first request, changes, symptoms and destroy, as commands with the " +
        "names of the environment. It needs no account and no network. docs/guide/runbook.md describes it.",
    )
    .addOption(inOption(variables))
    .addOption(moduleOption())
    .addOption(environmentsOption(variables))
    .option("--out <dir>", "folder to write ENVIRONMENT.md to, or one file", "runbooks")
    .addOption(jsonOption("show runbook"))
    .addHelpText("after", VARIABLES_HELP);
  return runCommand(program, args, output, () => {
    const { out, json, ...input } = program.opts<Options>();
    const pages = withInput(input, output, ({ folder, environments }) =>
      plansIn(folder, environments).map((plan) => {
        output.step?.(`writing the runbook of ${plan.name}`);
        const { settings } = readEnvironmentRecord(folder, plan.name);
        const { estimate } = fullReport(plan, { ...USUAL, today }, ownPricesIn(settings), statedIn(settings));
        return { name: plan.name, text: runbookPage(plan, estimate) };
      }),
    );
    const files = writePages(out, pages, "md", output);
    if (json)
      output.out(
        reportText("show runbook", {
          runbooks: pages.map(({ name }, index) => ({ environment: name, file: files[index] })),
        }),
      );
    return 0;
  });
}
