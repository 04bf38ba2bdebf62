import { statedBy } from "../infrastructure/stated";
import { CHECKS } from "../checks/all";
import { countOf, recordedChecks } from "../checks/own-checks";
import { runChecks } from "../checks/run";
import { commandOf, type CommandOutput, runCommand, stepOf } from "../base/command-line";
import { USUAL } from "../cost/line";
import { ownPricesIn } from "../cost/own-prices";
import { NO_RECORD, readEnvironmentRecord } from "../terraform/environment-record";
import { fullReport } from "./report";
import {
  type Variables,
  VARIABLES_HELP,
  chosenNames,
  environmentsOption,
  inOption,
} from "../project/options";
import { COMPARING, type NotProved, notProved } from "../project/not-proved";
import { type Input, type InputOptions, moduleOption, plansIn, withInput } from "../project/input";
import { jsonOption, reportText, writePages } from "../project/command-report";
import { languageModelsOf } from "./report/language-models";
import { reportPage } from "./report/page";

export interface ReportProps {
  readonly variables: Variables;
  /** ISO date to compare waivers and support calendars with. */
  readonly today: string;
}

interface ReportPage {
  readonly name: string;
  readonly text: string;
  readonly notProved: readonly NotProved[];
}

interface Options extends InputOptions {
  readonly out: string;
  readonly json?: true;
}

/** Writes one HTML page for each environment in an output folder. Returns the exit status. */
export function runReport(
  args: readonly string[],
  { variables, today }: ReportProps,
  output: CommandOutput,
): number {
  const program = commandOf("show report", ["--environments mlapp --out reports"])
    .description(
      "Writes one self-contained HTML page for each environment: network, rights, cost, capacity, versions and findings. " +
        "It needs no account and no network. docs/guide/report.md describes the page.",
    )
    .addOption(inOption(variables))
    .addOption(moduleOption())
    .addOption(environmentsOption(variables))
    .option("--out <dir>", "folder to write ENVIRONMENT.html to, or one file", "reports")
    .addOption(jsonOption("show report"))
    .addHelpText("after", VARIABLES_HELP);
  return runCommand(program, args, output, () => {
    const { out, json, ...input } = program.opts<Options>();
    const pages = withInput(input, output, (each) => pagesOf(each, today, output));
    const files = writePages(out, pages, "html", output);
    if (json)
      output.out(
        reportText("show report", {
          reports: pages.map((page, index) => ({
            environment: page.name,
            file: files[index],
            notProved: page.notProved,
          })),
        }),
      );
    return 0;
  });
}

/** A page for each environment of an output folder. */
function pagesOf(
  { folder, environments, module }: Input,
  today: string,
  output: CommandOutput,
): ReportPage[] {
  const plans = plansIn(folder, undefined);
  const names = chosenNames(
    environments,
    plans.map(({ name }) => name),
    `in ${folder}`,
  );
  const records = new Map(plans.map(({ name }) => [name, readEnvironmentRecord(folder, name)]));
  const settingsOf = (name: string) => records.get(name)?.settings ?? [];
  const statedOf = statedBy(settingsOf);
  const results = runChecks({
    plans,
    only: names,
    checks: CHECKS,
    ownChecksOf: (name) => recordedChecks(records.get(name) ?? NO_RECORD),
    waiversOf: (name) => records.get(name)?.waivers ?? [],
    statedOf,
    today,
    ...stepOf(output),
  });
  return plans
    .filter(({ name }) => names.includes(name))
    .map((plan) => {
      output.step?.(`writing the page of ${plan.name}`);
      const stated = statedOf(plan.name);
      const costs = fullReport(plan, { ...USUAL, today }, ownPricesIn(settingsOf(plan.name)), stated);
      const own = results.filter(({ environment }) => environment === plan.name);
      const checks = CHECKS.length + countOf([records.get(plan.name)?.ownChecks]);
      const open = notProved(
        [{ plan, stated, findings: own, ...(module ? { module } : {}) }],
        ["check", ...COMPARING],
      );
      const languageModels = languageModelsOf(plan, stated);
      const page = reportPage({ plan, costs, languageModels, results: own, checks, notProved: open, today });
      return { name: plan.name, text: page, notProved: open };
    });
}
