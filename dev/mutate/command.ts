import { Command } from "commander";
import { CHECKS } from "../../src/checks/all";
import { type CommandOutput, runCommand } from "../../src/base/command-line";
import { userError } from "../../src/base/errors";
import { counted } from "../../src/base/counted";
import { readOutput } from "../../src/base/read-output";
import { groupByEnvironment } from "../../src/terraform/environment-plan";
import { statedIn } from "../../src/infrastructure/stated";
import { readEnvironmentRecord } from "../../src/terraform/environment-record";
import { readStacks } from "../../src/terraform/output";
import { refuseChangedInputs } from "../../src/project/changed-inputs";
import {
  type Variables,
  VARIABLES_HELP,
  chosenNames,
  environmentsOption,
  inOption,
} from "../../src/project/options";
import { jsonOption, reportFileOption, reportText, writeReport } from "../../src/project/command-report";
import { type TriedChange, changesOf } from "./changes";
import { coveringSet } from "./covering";
import {
  type CheckScore,
  type Summary,
  checksOf,
  line,
  placedIn,
  staleReasons,
  summariesBy,
  summaryOf,
  unexpected,
  unexplained,
} from "./report";
import { type Scored, scoreOf } from "./score";

/** Bounds of a score that passes (docs/decisions/0100). They only become stricter. */
export const BOUNDS = {
  /** Least percentage of changes that a check names, without the origins of blocks. */
  named: 95,
  /** Largest percentage of changes that are silent without an accepted reason. */
  silent: 0,
  /** Largest number of attacks that no expected check names. */
  unexpected: 0,
};

export interface MutateProps {
  readonly variables: Variables;
  /** ISO date to compare waivers and support calendars with. */
  readonly today: string;
}

interface Options {
  readonly in: string;
  readonly environments?: readonly string[];
  readonly all?: true;
  readonly only?: string;
  readonly silent?: true;
  readonly checks?: true;
  readonly json?: true;
  readonly out?: string;
}

/** Scores the checks on an output folder. Returns 1 where too few changes are named, or one is silent without a reason. */
export function runMutate(args: readonly string[], props: MutateProps, output: CommandOutput): number {
  const program = new Command("npm run mutate --")
    .description(
      "Tests the checks: changes one thing at a time in synthesized JSON, adds blocks, and attacks. A check names the danger of a change, " +
        "something stops it without naming it, or it is silent. " +
        `Fails below ${BOUNDS.named} % of named changes without origins of blocks, above ${BOUNDS.silent} % of silent changes without an accepted reason, and ` +
        `above ${BOUNDS.unexpected} attacks that no expected check names, and at a change that is silent also with origins.`,
    )
    .addOption(inOption(props.variables))
    .addOption(environmentsOption(props.variables))
    .option("--all", "try all changes, and not only a set that has each change of each type once")
    .option("--only <text>", "try only changes whose address, words or class contain a text, such as aws_lb")
    .option("--silent", "list every silent change without an accepted reason")
    .option(
      "--checks",
      "list for each check the changes that it notices, and those that no other check notices; asks all checks for each change, which takes several times as long",
    )
    .addOption(reportFileOption())
    .addOption(jsonOption("mutate"))
    .addHelpText("after", VARIABLES_HELP);
  return runCommand(program, args, output, () => {
    const {
      in: folder,
      environments,
      all = false,
      only = "",
      silent,
      checks,
      json,
      out,
    } = program.opts<Options>();
    refuseChangedInputs(folder, output);
    const scored = scoresOf(
      { folder, named: environments, all, only, asksAll: checks === true },
      props,
      output,
    );
    const total = summaryOf("all", scored);
    const byCheck = checks ? checksOf(IDS, scored) : [];
    const stale = environments === undefined && only === "" && all ? staleReasons(scored) : [];
    const open = unexplained(scored);
    const missed = unexpected(scored);
    const report = {
      all: total,
      environments: summariesBy("environment", scored),
      classes: summariesBy("class", scored),
      kinds: summariesBy("kind", scored),
      silent: open.map(placedIn),
      unexpected: missed.map((each) => ({ ...placedIn(each), expected: each.expected ?? [] })),
      checks: byCheck,
      staleReasons: stale,
    };
    const text = [
      ...report.environments.map(line),
      ...report.classes.map((each) => `class ${line(each)}`),
      ...report.kinds.map((each) => `kind ${line(each)}`),
      line(total),
      ...(silent ? open.map((each) => `silent ${placeOf(each)}\n`) : []),
      ...missed.map(
        (each) => `not as expected ${placeOf(each)}: named by none of ${each.expected?.join(", ")}\n`,
      ),
      ...byCheck.map((each) => `${checkLine(each)}\n`),
    ].join("");
    writeReport(json ? reportText("mutate", report) : text, out, output);
    for (const reason of stale) output.err(`no silent change has this accepted reason: ${reason}\n`);
    const failures = failuresOf(total, open.length, missed.length);
    for (const failure of failures) output.err(`failed: ${failure}\n`);
    return failures.length === 0 && stale.length === 0 ? 0 : 1;
  });
}

/** The bounds that a score misses. Without them, a failure of few changes shows numbers alone. */
function failuresOf(total: Summary, open: number, missed: number): string[] {
  const { percentNamed, changes, on } = total;
  const missing: readonly (readonly [isMissed: boolean, text: string])[] = [
    [
      percentNamed < BOUNDS.named,
      `checks name ${percentNamed.toFixed(1)} % of the changes without origins of blocks, expected at least ${BOUNDS.named} %`,
    ],
    [
      open > (changes * BOUNDS.silent) / 100,
      `${counted(open, "silent change")} without an accepted reason, expected at most ${BOUNDS.silent} %; --silent lists them`,
    ],
    [missed > BOUNDS.unexpected, `${counted(missed, "attack")} that no expected check names`],
    [on.silent > 0, `${counted(on.silent, "change")} that nothing notices, also with origins of blocks`],
  ];
  return missing.flatMap(([isMissed, text]) => (isMissed ? [text] : []));
}

const IDS = CHECKS.map(({ id }) => id);

interface Chosen {
  readonly folder: string;
  readonly named: readonly string[] | undefined;
  readonly all: boolean;
  readonly only: string;
  readonly asksAll: boolean;
}

function scoresOf(
  { folder, named, all, only, asksAll }: Chosen,
  { today }: MutateProps,
  { step, tick }: CommandOutput,
): Scored[] {
  const stacks = readOutput(folder, () => readStacks(folder));
  const plans = groupByEnvironment(
    stacks,
    (name) => statedIn(readEnvironmentRecord(folder, name).settings).instanceTypes,
  );
  const names = chosenNames(
    named,
    plans.map(({ name }) => name),
    `in ${folder}`,
  );
  const ofEnvironment = (name: string) => stacks.filter(({ environment }) => environment === name);
  const every = names.flatMap((name) => changesOf(name, ofEnvironment(name)));
  const chosen = withText(only, all ? every : coveringSet(every));
  return names.flatMap((name) =>
    scoreOf({
      environment: name,
      stacks: ofEnvironment(name),
      others: plans.filter((plan) => plan.name !== name),
      checks: CHECKS,
      record: readEnvironmentRecord(folder, name),
      today,
      changes: chosen.filter(({ environment }) => environment === name),
      asksAll,
      progress: (done, count) => step?.(`${name}: ${done} of ${count} changes`),
      ...(tick ? { tick } : {}),
    }),
  );
}

/** Changes that contain a text. None is an error: a score of no changes passes. */
function withText(text: string, changes: readonly TriedChange[]): readonly TriedChange[] {
  if (text === "") return changes;
  const chosen = changes.filter((each) =>
    [each.address, each.change, each.class].some((words) => words.includes(text)),
  );
  if (chosen.length > 0) return chosen;
  throw userError({
    place: "--only",
    got: text,
    expected: "a text of the address, the words or the class of a change",
    fix: "name a type of resources, such as aws_lb",
  });
}

const placeOf = (change: Scored): string => {
  const { stack, address, change: words } = placedIn(change);
  return `${stack} ${address}: ${words}`;
};

const checkLine = ({ check, noticed, alone: [first, ...others] }: CheckScore): string =>
  `check ${check}: ${counted(noticed, "change")} noticed, ${first ? others.length + 1 : 0} of them by no other check` +
  (first ? `, such as ${first.stack} ${first.address}: ${first.change}` : "");
