import { Command } from "commander";
import { CHECKS } from "../../checks/all";
import { counts, report } from "../../checks/report";
import { type Result, isBlocking, runChecks } from "../../checks/run";
import { type CommandOutput, runCommand } from "../../core/command-line";
import { UserError } from "../../core/errors";
import { readPublished } from "../../publish/published";
import { groupByEnvironment } from "../../synthesized/environment-plan";
import { readEnvironmentRecord } from "../../synthesized/environment-record";
import { readStacks } from "../../synthesized/output";

interface Options {
  readonly out: string;
  readonly environment?: string;
  readonly json?: boolean;
}

/** Runs all checks on an output folder; `today` is an ISO date. Gives the exit status. */
export function runCheck(args: readonly string[], today: string, output: CommandOutput): number {
  const program = new Command("npm run check --")
    .description("Runs all checks on synthesized Terraform JSON.")
    .option("--out <dir>", "folder that synth wrote", "cdktf.out")
    .option("--environment <name>", "only this environment")
    .option("--json", "print the results as JSON");
  return runCommand(program, args, output, () => {
    const { out, environment, json } = program.opts<Options>();
    const results = checkOutput(out, today, environment);
    output.out(json ? `${JSON.stringify(results.map(asJson), null, 2)}\n` : page(results));
    return results.some(isBlocking) ? 1 : 0;
  });
}

function checkOutput(out: string, today: string, only: string | undefined): Result[] {
  const plans = groupByEnvironment(readPublished(out, () => readStacks(out)));
  const names = plans.map(({ name }) => name);
  if (only !== undefined && !names.includes(only)) {
    throw new UserError(
      `--environment: got ${only}, expected one of ${names.join(", ")} (in ${out}); choose one of them`,
    );
  }
  return runChecks({
    plans,
    ...(only === undefined ? {} : { only }),
    checks: CHECKS,
    waiversOf: (name) => readEnvironmentRecord(out, name).waivers,
    today,
  });
}

function page(results: readonly Result[]): string {
  const lines = results.length > 0 ? `${report(results)}\n\n` : "";
  return `${lines}${counts(results, CHECKS.length)}\n`;
}

function asJson({ check, environment, layer, address, message, waiver }: Result) {
  return {
    check: check.id,
    severity: check.severity,
    environment,
    stack: `${environment}-${layer}`,
    address,
    message,
    fix: check.fix,
    ...(waiver ? { waiver } : {}),
  };
}
