import { Command, InvalidArgumentError } from "commander";
import { type CommandOutput, runAsyncCommand } from "../../src/base/command-line";
import { counted } from "../../src/base/counted";
import { CODE_KINDS } from "./alterations";
import { type CodeMutant } from "./mutants";
import { sampled } from "./sample";
import { type CodeResult, Tries, type TrialPlace } from "./tries";

/** Folders whose code decides what checks and reviews find. */
const CHANGED_FOLDERS = ["src/infrastructure", "src/review"];

const DEFAULT_COUNT = 300;
const DEFAULT_TESTS = 100;

/** Bound of a score that passes (docs/decisions/0126). It only becomes stricter. */
export const CODE_BOUNDS = {
  /** Least percentage of noticed changes. */
  noticed: 40,
};

export interface CodeMutantsProps {
  /** Every change of the code in a folder. */
  readonly mutants: (folder: string) => readonly CodeMutant[];
  /** The test files that reach a file, the nearest first. */
  readonly reaching: (file: string) => readonly string[];
  /** Makes the places in which tests run, each with one change at a time. */
  readonly places: (count: number) => readonly TrialPlace[];
  /** A seed for runs that name none. */
  readonly seed: number;
  /** Receives the current step. @default - none */
  readonly progress?: (step: string) => void;
}

interface CodeOptions {
  readonly seed: number;
  readonly count: number;
  readonly tests: number;
  readonly folder: readonly string[];
  readonly only?: string;
}

/** Tests the tests with changed code. Returns 1 where they notice too few changes, or one fails without a change. */
export async function runCodeMutants(
  args: readonly string[],
  props: CodeMutantsProps,
  output: CommandOutput,
): Promise<number> {
  const program = commandLine(props.seed);
  return runAsyncCommand(program, args, output, async () => {
    const options = program.opts<CodeOptions>();
    const chosen = chosenMutants(options, props);
    if (chosen.length === 0)
      program.error("error: no change has this text or folder; write a part of a line of the output");
    const leftOut: string[] = [];
    const results = await resultsOf(chosen, options.tests, leftOut, props, output);
    for (const kind of CODE_KINDS) {
      const some = results.filter(({ mutant }) => mutant.kind === kind);
      if (some.length > 0) output.out(`kind ${kind}: ${scoreText(some)}\n`);
    }
    output.out(`code: ${scoreText(results)}; --seed ${options.seed} tries the same changes\n`);
    return percentNoticed(results) >= CODE_BOUNDS.noticed && leftOut.length === 0 ? 0 : 1;
  });
}

const commandLine = (seed: number): Command =>
  new Command("npm run mutate:code --")
    .description(
      "Tests the tests: changes one place of the code at a time in a copy of the repository, and runs the test files that reach it " +
        `by imports, the nearest first, until one fails. Fails below ${CODE_BOUNDS.noticed} % of noticed changes, and where a test fails without a change.`,
    )
    .option("--seed <number>", "decides which changes are tried", wholeNumber, seed)
    .option("--count <number>", "number of changes to try", wholeNumber, DEFAULT_COUNT)
    .option("--tests <number>", "largest number of test files for a change", wholeNumber, DEFAULT_TESTS)
    .option("--folder <path...>", "folders of the code, or files", CHANGED_FOLDERS)
    .option("--only <text>", "try the changes with this text, such as `network-routes.ts:40`");

function wholeNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Expected a whole number, such as 40.");
}

function chosenMutants(
  { seed, count, folder, only = "" }: CodeOptions,
  props: CodeMutantsProps,
): CodeMutant[] {
  const all = folder.flatMap((each) => props.mutants(each));
  const named = all.filter(({ key, before, after }) => `${key}\n${before}\n${after}`.includes(only));
  return sampled(named, seed, count);
}

/**
 * The result of each change. Each place tries one change after another. Unnoticed ones are printed at once: a run takes hours, and an
 * interrupted one has shown those that it found.
 */
async function resultsOf(
  chosen: readonly CodeMutant[],
  testsEach: number,
  leftOut: string[],
  { reaching, places, progress }: CodeMutantsProps,
  output: CommandOutput,
): Promise<CodeResult[]> {
  const leaveOut = (test: string): void => {
    leftOut.push(test);
    output.err(`left out, since it fails without a change: ${test}\n`);
  };
  const tries = new Tries({ reaching, testsEach, leftOut: leaveOut });
  const results: CodeResult[] = [];
  const waiting = chosen.values();
  const tryInPlace = async (place: TrialPlace): Promise<void> => {
    for (const mutant of waiting) {
      const result = await tries.resultOf(mutant, place);
      results.push(result);
      if (result.noticedBy === undefined) output.out(unnoticedText(result));
      progress?.(`${results.length} of ${chosen.length}`);
    }
  };
  await Promise.all(places(chosen.length).map(tryInPlace));
  return results;
}

function unnoticedText({ mutant, passed, reaching }: CodeResult): string {
  const { file, line, kind, before, after } = mutant;
  const [nearest] = reaching;
  const tests =
    nearest === undefined
      ? "no test reaches it"
      : `${passed} of ${counted(reaching.length, "test file")} that reach it passed, the nearest is ${nearest}`;
  return `unnoticed ${file}:${line} ${kind}\n${marked("-", before)}${marked("+", after)}  ${tests}\n`;
}

const marked = (mark: string, text: string): string =>
  text
    .split("\n")
    .map((line) => `  ${mark} ${line}\n`)
    .join("");

function scoreText(results: readonly CodeResult[]): string {
  const noticed = results.filter(({ noticedBy }) => noticedBy !== undefined).length;
  const percent = percentNoticed(results).toFixed(1);
  return `${noticed} of ${counted(results.length, "change")} noticed (${percent} %), ${results.length - noticed} unnoticed`;
}

const percentNoticed = (results: readonly CodeResult[]): number =>
  (100 * results.filter(({ noticedBy }) => noticedBy !== undefined).length) / results.length;
