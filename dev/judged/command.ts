import { Command } from "commander";
import { type CommandOutput, runCommand } from "../../src/base/command-line";
import { counted } from "../../src/base/counted";
import { type JudgedType } from "../../src/evidence/table";
import { type Table } from "./files";

export interface JudgedProps {
  /** Types that can be tried, sorted. */
  readonly types: () => readonly string[];
  /** Arguments of a type that checks judge, by trying. @returns undefined for nothing */
  readonly judge: (type: string) => JudgedType | undefined;
  /** The table of the repository. */
  readonly read: () => Table;
  readonly write: (table: Table) => void;
  /** Types that changed checks judge; undefined if that can be any. */
  readonly changed: (table: Table) => readonly string[] | undefined;
}

/** Makes the table of what checks judge, or compares it. Returns 1 where it differs. */
export function runJudged(
  args: readonly string[],
  { types, judge, read, write, changed }: JudgedProps,
  output: CommandOutput,
): number {
  const program = new Command("npm run judged --")
    .description(
      "Makes the table of what checks judge in blocks of an owner: changes each argument of a block of each type that environments " +
        "have, and notes the checks that find something new.",
    )
    .option("--check", "compare with the table of the repository, and write nothing")
    .option(
      "--changed",
      "with --check: try the types that checks judge which differ from the merge base with the main branch",
    );
  return runCommand(program, args, output, () => {
    const { check, changed: onlyChanged } = program.opts<{ check?: true; changed?: true }>();
    const known = read();
    const chosen = onlyChanged ? changed(known) : undefined;
    const tried = chosen === undefined ? types() : types().filter((type) => chosen.includes(type));
    const made: Record<string, JudgedType> = {};
    tried.forEach((type, index) => {
      output.step?.(`${index + 1} of ${tried.length}: ${type}`);
      const judged = judge(type);
      if (judged) made[type] = judged;
    });
    if (!check) {
      write(made);
      output.out(`${counted(Object.keys(made).length, "type")} of ${tried.length} are judged\n`);
      return 0;
    }
    const compared = chosen === undefined ? [...new Set([...tried, ...Object.keys(known)])].sort() : tried;
    const differing = compared.filter((type) => JSON.stringify(made[type]) !== JSON.stringify(known[type]));
    for (const type of differing) output.err(`${type}: the table differs from what checks judge\n`);
    output.out(
      `${counted(compared.length, "type")}: ${differing.length === 0 ? "as in the table" : `${differing.length} differ; run npm run judged`}\n`,
    );
    return differing.length === 0 ? 0 : 1;
  });
}
