import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import Table from "cli-table3";
import { Command, InvalidArgumentError } from "commander";
import { processOutput } from "../../src/base/command-line/process";
import { jsonText } from "../../src/project/command-report";
import { listedNames, runCommand } from "../../src/base/command-line";
import { userError } from "../../src/base/errors";
import { type Row, type Subject, SUBJECTS, measure } from "./rows";

const program = new Command("npm run bench --")
  .description(
    "Measures variants of the program side by side, and prints ratios. `tests` runs all tests twice; the others take a few minutes.",
  )
  .option("--only <subjects>", `subjects to measure: ${SUBJECTS.join(", ")} (default: all)`, subjectsIn)
  .option("--json", "print the rows as JSON");

const output = processOutput();

// The benchmark copies and runs files of the repository.
process.chdir(join(dirname(process.argv[1] ?? ""), ".."));

process.exitCode = runCommand(program, process.argv.slice(2), output, () => {
  if (!existsSync("node_modules/ts-node")) {
    throw userError({
      place: "node_modules/ts-node",
      got: "no such package",
      expected: "an installed package",
      fix: "run npm ci",
    });
  }
  const { only = SUBJECTS, json } = program.opts<{ only?: Subject[]; json?: true }>();
  const rows = measure(only, progress);
  progress("");
  output.out(json ? jsonText(rows) : `${table(rows)}\n`);
  return 0;
});

function subjectsIn(list: string): Subject[] {
  return listedNames(list).map((name) => {
    const found = SUBJECTS.find((subject) => subject === name);
    if (!found) throw new InvalidArgumentError(`Subjects are ${SUBJECTS.join(", ")}.`);
    return found;
  });
}

function progress(what: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${what}`);
}

function table(rows: readonly Row[]): string {
  const printed = new Table({
    head: ["what", "measured", "target", "verdict", "medians"],
    colAligns: ["left", "right", "right", "left", "left"],
    style: { head: [], border: [], compact: true },
  });
  for (const row of rows)
    printed.push([row.what, row.measured.toFixed(2), targetOf(row), verdictOf(row), row.detail]);
  return printed.toString();
}

function targetOf({ target }: Row): string {
  if (!target) return "";
  return "atMost" in target ? `≤ ${target.atMost}` : `≥ ${target.atLeast}`;
}

function verdictOf({ target, measured }: Row): string {
  if (!target) return "";
  return ("atMost" in target ? measured <= target.atMost : measured >= target.atLeast) ? "met" : "missed";
}
