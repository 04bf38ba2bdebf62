import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { RECORDED } from "../../src/reports/deployer-policy/facts/recorded-actions";
import { type CommandOutput, runCommand } from "../../src/base/command-line";
import { counted } from "../../src/base/counted";
import { callsIn } from "./provider-log";
import { type Rows, rowsOf } from "./table";

const FILE = "src/reports/deployer-policy/facts/aws.json";

export interface DeployerActionsProps {
  /** Root of the repository. */
  readonly root: string;
  /** ISO date. */
  readonly today: string;
}

/** Rewrites the table below `root` from logs. Returns the exit status. */
export function runDeployerActions(
  args: readonly string[],
  { root, today }: DeployerActionsProps,
  output: CommandOutput,
): number {
  const program = new Command("npm run deployer-actions --")
    .description(
      `Writes ${FILE}: the IAM actions of each type, from logs of the AWS provider. ` +
        "`RECORD_CALLS=DIR npm run test:terraform` writes the logs to DIR.",
    )
    .requiredOption("--logs <dir>", "folder of the logs")
    .option("--add", "keep the rows of the table, and add what the logs show");
  return runCommand(program, args, output, () => {
    const { logs, add } = program.opts<{ logs: string; add?: true }>();
    const files = readdirSync(logs).filter((name) => name.endsWith(".log"));
    let types: Rows = add ? RECORDED.types : {};
    for (const file of files) types = rowsOf(callsIn(readFileSync(join(logs, file), "utf8")), types);
    const { provider, version } = RECORDED;
    const table = { provider, version, date: today, types };
    writeFileSync(join(root, FILE), `${JSON.stringify(table, null, 2)}\n`);
    output.out(
      `wrote ${FILE}: ${counted(Object.keys(types).length, "type")} of ${counted(files.length, "log")}\n`,
    );
    return 0;
  });
}
