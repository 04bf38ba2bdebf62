import { Command } from "commander";
import { CHECKS } from "../../proof/checks/all";
import { type CommandOutput, runCommand } from "../../shared/command-line/command-line";
import { counted } from "../../shared/messages/counted";
import { readOutput } from "../../output/read-output";
import { groupByEnvironment } from "../../proof/terraform-json/environment-plan";
import { statedIn } from "../../proof/model/stated";
import { readEnvironmentRecord } from "../../proof/terraform-json/environment-record";
import { readStacks } from "../../proof/terraform-json/output";
import { refuseChangedInputs } from "../shared/command/changed-inputs";
import {
  type Variables,
  VARIABLES_HELP,
  chosenNames,
  environmentsOption,
  inOption,
  reportFileOption,
} from "../shared/command/options";
import { writeReport } from "../shared/command/report";
import { jsonOption, reportText } from "../shared/command/report-formats";
import { ACCEPTED_SURVIVORS, accepts } from "./accepted-survivors";
import { type Mutant } from "./mutants";
import { type Score, scoreOf } from "./score";

/** Least percentage of changes that checks notice: of all, and of those without an accepted reason to survive. */
export const LEAST_CAUGHT = 90;
export const LEAST_CAUGHT_WITHOUT_ACCEPTED = 98;

export interface MutateProps {
  readonly variables: Variables;
  /** ISO date to compare waivers and support calendars with. */
  readonly today: string;
}

interface Options {
  readonly in: string;
  readonly environments?: readonly string[];
  readonly survivors?: true;
  readonly checks?: true;
  readonly json?: true;
  readonly out?: string;
}

/** Scores the checks on an output folder. Returns 1 where too many changes go unnoticed. */
export function runMutate(args: readonly string[], props: MutateProps, output: CommandOutput): number {
  const program = new Command("npm run mutate --")
    .description(
      "Tests the checks: changes one thing at a time in synthesized JSON and counts the changes that a check notices. " +
        `Fails below ${LEAST_CAUGHT} % of all changes, or below ${LEAST_CAUGHT_WITHOUT_ACCEPTED} % of those without an accepted reason.`,
    )
    .addOption(inOption(props.variables))
    .addOption(environmentsOption(props.variables))
    .option("--survivors", "list every change that no check notices and that has no accepted reason")
    .option(
      "--checks",
      "list for each check the changes that it notices, and those that no other check notices; asks all checks for each change, which takes several times as long",
    )
    .addOption(reportFileOption())
    .addOption(jsonOption("mutate"))
    .addHelpText("after", VARIABLES_HELP);
  return runCommand(program, args, output, () => {
    const { in: folder, environments, survivors: withSurvivors, checks, json, out } = program.opts<Options>();
    refuseChangedInputs(folder, output);
    const scores = scoresOf({ folder, named: environments, asksAll: checks === true }, props, output);
    const survivors = scores.flatMap((score) => score.survivors);
    const total = summaryOf(
      "all",
      scores.reduce((sum, { mutants }) => sum + mutants, 0),
      survivors,
    );
    const stale = environments === undefined ? staleReasons(survivors) : [];
    const summaries = scores.map(({ environment, mutants, survivors: own }) =>
      summaryOf(environment, mutants, own),
    );
    const text = [
      ...[...summaries, total].map((summary) => `${line(summary)}\n`),
      ...(withSurvivors ? scores.flatMap(unexplained) : []),
      ...(checks ? checksOf(scores).map((each) => `${checkLine(each)}\n`) : []),
    ].join("");
    writeReport(json ? reportText("mutate", mutateJson(scores, summaries, total, stale)) : text, out, output);
    for (const reason of stale) output.err(`no unnoticed change has this accepted reason: ${reason}\n`);
    const passes =
      total.percent >= LEAST_CAUGHT && total.percentWithoutAccepted >= LEAST_CAUGHT_WITHOUT_ACCEPTED;
    return passes && stale.length === 0 ? 0 : 1;
  });
}

interface Chosen {
  readonly folder: string;
  readonly named: readonly string[] | undefined;
  readonly asksAll: boolean;
}

function scoresOf(
  { folder, named, asksAll }: Chosen,
  { today }: MutateProps,
  { step, tick }: CommandOutput,
): Score[] {
  const stacks = readOutput(folder, () => readStacks(folder));
  const plans = groupByEnvironment(
    stacks,
    (name) => statedIn(readEnvironmentRecord(folder, name).settings).instanceTypes,
  );
  const names = plans.map(({ name }) => name);
  return chosenNames(named, names, `in ${folder}`).map((name) =>
    scoreOf({
      environment: name,
      stacks: stacks.filter((stack) => stack.environment === name),
      others: plans.filter((plan) => plan.name !== name),
      checks: CHECKS,
      record: readEnvironmentRecord(folder, name),
      today,
      asksAll,
      progress: (done, all) => step?.(`${name}: ${done} of ${all} changes`),
      ...(tick ? { tick } : {}),
    }),
  );
}

interface Summary {
  readonly environment: string;
  readonly changes: number;
  readonly noticed: number;
  /** Unnoticed changes with an accepted reason. */
  readonly accepted: number;
  readonly percent: number;
  readonly percentWithoutAccepted: number;
}

function summaryOf(environment: string, changes: number, survivors: readonly Mutant[]): Summary {
  const accepting = survivors.filter(accepted).length;
  const noticed = changes - survivors.length;
  return {
    environment,
    changes,
    noticed,
    accepted: accepting,
    percent: percentOf(noticed, changes),
    percentWithoutAccepted: percentOf(noticed, changes - accepting),
  };
}

/** 100 without any change. */
const percentOf = (noticed: number, changes: number): number =>
  changes === 0 ? 100 : (100 * noticed) / changes;

const line = ({
  environment,
  changes,
  noticed,
  accepted,
  percent,
  percentWithoutAccepted,
}: Summary): string =>
  `${environment}: ${noticed} of ${changes} changes noticed (${percent.toFixed(1)} %), ` +
  `${percentWithoutAccepted.toFixed(1)} % without ${counted(accepted, "accepted change")}`;

const mutateJson = (
  scores: readonly Score[],
  environments: readonly Summary[],
  all: Summary,
  staleReasons: readonly string[],
) => ({
  environments,
  all,
  survivors: scores.flatMap(({ environment, survivors }) =>
    survivors.filter((survivor) => !accepted(survivor)).map((survivor) => placedIn(environment, survivor)),
  ),
  checks: checksOf(scores),
  staleReasons,
});

interface CheckScore {
  readonly check: string;
  readonly noticed: number;
  readonly alone: readonly PlacedChange[];
}

/** Changes that each check notices in all environments; empty without `--checks`. */
const checksOf = (scores: readonly Score[]): CheckScore[] =>
  [...new Set(scores.flatMap(({ byCheck }) => [...byCheck.keys()]))].map((check) => {
    const noticing = scores.map((score) => ({ ...score, of: score.byCheck.get(check) }));
    return {
      check,
      noticed: noticing.reduce((sum, { of }) => sum + (of?.noticed ?? 0), 0),
      alone: noticing.flatMap(({ environment, of }) =>
        (of?.alone ?? []).map((mutant) => placedIn(environment, mutant)),
      ),
    };
  });

const checkLine = ({ check, noticed, alone }: CheckScore): string =>
  `check ${check}: ${counted(noticed, "change")} noticed, ${alone.length} of them by no other check` +
  (alone[0] ? `, such as ${alone[0].stack} ${alone[0].address}: ${alone[0].change}` : "");

/** A change and its place. */
interface PlacedChange {
  readonly environment: string;
  readonly stack: string;
  readonly address: string;
  readonly change: string;
}

const placedIn = (environment: string, { layer, address, change }: Mutant): PlacedChange => ({
  environment,
  stack: `${environment}-${layer}`,
  address,
  change,
});

const accepted = (mutant: Mutant): boolean => ACCEPTED_SURVIVORS.some((each) => accepts(each, mutant));

function unexplained({ environment, survivors }: Score): string[] {
  return survivors
    .filter((survivor) => !accepted(survivor))
    .map(({ layer, address, change }) => `survived ${environment}-${layer} ${address}: ${change}\n`);
}

/** Accepted reasons without an unnoticed change. Each could hide a future one. */
function staleReasons(survivors: readonly Mutant[]): string[] {
  return ACCEPTED_SURVIVORS.filter((each) => !survivors.some((survivor) => accepts(each, survivor))).map(
    ({ reason }) => reason,
  );
}
