import { Command, Option } from "commander";
import { type CommandOutput, runCommand } from "../../src/base/command-line";
import { counted } from "../../src/base/counted";
import { userError } from "../../src/base/errors";
import { factFiles } from "./fact-files";
import { type FactsByFile, factsWithOneReading, unnoticedByFile, writeOneReading } from "./one-reading";
import { FactScore, type ScoredFact } from "./score";

interface FactOptions {
  readonly only?: string;
  readonly accept?: true;
  readonly all?: true;
}

export interface FactMutantsProps {
  /** Root of the repository. */
  readonly root: string;
  /** ISO date. */
  readonly today: string;
  /** Facts that nobody has to notice. @default - those of the list */
  readonly listed?: FactsByFile;
}

/** Alters each fact, and says which second source notices it. Returns 1 where a fact without one is not in the list. */
export function runFactMutants(
  args: readonly string[],
  { root, today, listed: given }: FactMutantsProps,
  output: CommandOutput,
): number {
  const program = new Command("npm run mutate:facts --")
    .description(
      "Tests the facts that emission and checks both read: alters each number and name of src/facts, one at a time, and asks the " +
        "comparisons with second sources (__tests__/facts/second). Fails where nothing notices a fact that is not in " +
        "dev/fact-mutants/facts-with-one-reading.json, and where a fact of this list is noticed or removed.",
    )
    .option("--only <text>", "alter the facts of files with this text, such as prices")
    .option("--all", "list every fact with the comparisons that notice it")
    .addOption(
      new Option(
        "--accept",
        "write the list of facts with one reading, and their number for reports",
      ).conflicts("only"),
    );
  return runCommand(program, args, output, () => {
    const { only = "", all, accept } = program.opts<FactOptions>();
    const files = chosenFiles(factFiles(root), only);
    const score = new FactScore(root);
    const scored = files.flatMap((file, index) => {
      output.step?.(`${index} of ${counted(files.length, "file")}`);
      return score.scoresOf(file);
    });
    const unnoticed = unnoticedByFile(scored);
    if (all) output.out(scored.map((each) => `${factLine(each)}\n`).join(""));
    if (accept) {
      for (const path of writeOneReading(root, unnoticed, today)) output.out(`wrote ${path}\n`);
    }
    const listed = given ?? factsWithOneReading(root);
    const open = missingIn(listed, unnoticed);
    const stale = missingIn(unnoticed, ofFilesWith(listed, only));
    output.out(files.map((file) => fileLine(file, scored, unnoticed)).join(""));
    for (const fact of open) output.out(`noticed by nobody: ${fact}\n`);
    for (const fact of stale)
      output.err(`in the list of facts with one reading, and noticed or removed: ${fact}\n`);
    const noticed = scored.filter(({ by }) => by.length > 0).length;
    output.out(
      `facts: ${noticed} of ${counted(scored.length, "change")} noticed, ` +
        `${scored.length - noticed - open.length} with one reading, ${open.length} unnoticed\n`,
    );
    return open.length + stale.length === 0 ? 0 : 1;
  });
}

function chosenFiles(files: readonly string[], only: string): readonly string[] {
  const chosen = files.filter((file) => file.includes(only));
  if (chosen.length > 0) return chosen;
  throw userError({
    place: "--only",
    got: only,
    expected: "a text of the path of a file with facts",
    fix: "name a table, such as prices",
  });
}

/** The part of a list whose files have a text in their path. The files may be gone. */
const ofFilesWith = (list: FactsByFile, text: string): FactsByFile =>
  Object.fromEntries(Object.entries(list).filter(([file]) => file.includes(text)));

/** Facts of the second list that the first one lacks. */
const missingIn = (list: FactsByFile, others: FactsByFile): string[] =>
  Object.entries(others).flatMap(([file, facts]) =>
    facts.filter((fact) => !list[file]?.includes(fact)).map((fact) => `${file} ${fact}`),
  );

function fileLine(file: string, scored: readonly ScoredFact[], unnoticed: FactsByFile): string {
  const changes = scored.filter((each) => each.file === file).length;
  return changes === 0
    ? ""
    : `${file}: ${counted(changes, "change")}, ${unnoticed[file]?.length ?? 0} with one reading\n`;
}

const factLine = ({ file, fact, from, by }: ScoredFact): string =>
  `${file} ${fact} ${from}: ${by.length === 0 ? "nobody" : by.join("; ")}`;
