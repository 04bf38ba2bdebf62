import { Command } from "commander";
import { CHECKS } from "../../checks/all";
import { type Result, isBlocking, runChecks } from "../../checks/run";
import { type CommandOutput, runCommand } from "../../core/command-line";
import { UserError } from "../../core/errors";
import { readPublished } from "../../output/published";
import { groupByEnvironment } from "../../terraform-json/environment-plan";
import { readEnvironmentRecord } from "../../terraform-json/environment-record";
import { type OutputStack, readStacks } from "../../terraform-json/output";
import { PlannedEnvironment } from "./planned-environment";
import { type PlansPage, page, plansAsJson, plansPage, resultsAsJson } from "./pages";
import { readPlans } from "./plans";
import { runOnPlans } from "./run-on-plans";

interface Options {
  readonly out?: string;
  readonly plan?: readonly string[];
  readonly environment?: string;
  readonly json?: boolean;
}

const DEFAULT_OUT = "cdktf.out";

const PLANS = `
A plan stands for its stack; --out then tells of the other stacks, of waivers, and of what no plan holds, such as
lifecycle and backend. It is read only where it is given. What is not known then is an error: exit status 1.`;

/** Runs all checks on an output folder or on plans; `today` is an ISO date. Gives the exit status. */
export function runCheck(args: readonly string[], today: string, output: CommandOutput): number {
  const program = new Command("npm run check --")
    .description("Runs all checks on synthesized Terraform JSON, or on plans.")
    .option("--out <dir>", `folder that synth wrote (default: "${DEFAULT_OUT}", with --plan none)`)
    .option(
      "--plan <file>",
      "what terraform show -json prints of a plan, as FILE or STACK=FILE; may be repeated",
      (each: string, before: readonly string[] = []) => [...before, each],
    )
    .option("--environment <name>", "only this environment")
    .option("--json", "print the results as JSON")
    .addHelpText("after", PLANS);
  return runCommand(program, args, output, () => {
    const { out, plan: plans, environment, json } = program.opts<Options>();
    if (!plans) {
      const results = checkOutput(out ?? DEFAULT_OUT, today, environment);
      output.out(json ? asText(resultsAsJson(results)) : page(results, CHECKS.length));
      return results.some(isBlocking) ? 1 : 0;
    }
    const judged = checkPlans(plans, out, today, environment);
    output.out(json ? asText(plansAsJson(judged)) : plansPage(judged, CHECKS.length));
    return judged.results.some(isBlocking) || judged.notKnown.length > 0 ? 1 : 0;
  });
}

const asText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const stacksOf = (out: string): OutputStack[] => readPublished(out, () => readStacks(out));

function checkOutput(out: string, today: string, only: string | undefined): Result[] {
  const plans = groupByEnvironment(stacksOf(out));
  assertOneOf(
    only,
    plans.map(({ name }) => name),
    `in ${out}`,
  );
  return runChecks({
    plans,
    ...(only === undefined ? {} : { only }),
    checks: CHECKS,
    waiversOf: (name) => readEnvironmentRecord(out, name).waivers,
    today,
  });
}

function checkPlans(
  given: readonly string[],
  out: string | undefined,
  today: string,
  only: string | undefined,
): PlansPage {
  const folder = out === undefined ? undefined : stacksOf(out);
  const planned = readPlans(given, folder);
  const names = [...new Set(planned.map(({ environment }) => environment))];
  assertOneOf(only, names, "with a plan");
  const environments = names
    .filter((name) => only === undefined || name === only)
    .map(
      (name) =>
        new PlannedEnvironment(
          name,
          planned.filter(({ environment }) => environment === name),
          folder?.filter(({ environment }) => environment === name),
        ),
    );
  const isPlanned = (name: string): boolean => environments.some((each) => each.name === name);
  const judged = runOnPlans({
    environments,
    others: groupByEnvironment(folder ?? []).filter(({ name }) => !isPlanned(name)),
    checks: CHECKS,
    waiversOf: (name) => (out === undefined ? [] : readEnvironmentRecord(out, name).waivers),
    today,
  });
  const filled = planned.filter(({ environment, taken }) => isPlanned(environment) && taken.length > 0);
  return { ...judged, out, taken: new Map(filled.map(({ name, taken }) => [name, taken])) };
}

function assertOneOf(only: string | undefined, names: readonly string[], where: string): void {
  if (only === undefined || names.includes(only)) return;
  throw new UserError(
    `--environment: got ${only}, expected one of ${names.join(", ")} (${where}); choose one of them`,
  );
}
