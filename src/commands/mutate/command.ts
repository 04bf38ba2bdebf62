import { Command } from "commander";
import { CHECKS } from "../../checks/all";
import { type CommandOutput, runCommand } from "../../core/command-line";
import { UserError } from "../../core/errors";
import { readPublished } from "../../output/published";
import { groupByEnvironment } from "../../terraform-json/environment-plan";
import { readEnvironmentRecord } from "../../terraform-json/environment-record";
import { readStacks } from "../../terraform-json/output";
import { ACCEPTED_SURVIVORS, accepts } from "./accepted-survivors";
import { type Mutant } from "./mutants";
import { type Score, scoreOf } from "./score";

/** What the checks have to notice, in percent: of all mutants, and of those without a reason to survive. */
export const LEAST_CAUGHT = 90;
export const LEAST_CAUGHT_WITHOUT_ACCEPTED = 98;

interface Options {
  readonly out: string;
  readonly environment?: string;
  readonly survivors?: boolean;
}

/** Scores the checks on an output folder. Gives 1 where too many changes go unnoticed. */
export function runMutate(
  args: readonly string[],
  today: string,
  output: CommandOutput,
  progress?: (what: string) => void,
): number {
  const program = new Command("npm run mutate --")
    .description(
      "Proves the checks: changes one thing at a time in synthesized JSON and counts the changes that a check notices.",
    )
    .option("--out <dir>", "folder that synth wrote", "cdktf.out")
    .option("--environment <name>", "only this environment")
    .option("--survivors", "list every change that nothing notices and that has no stated reason");
  return runCommand(program, args, output, () => {
    const options = program.opts<Options>();
    const scores = scoresOf(options, today, progress);
    for (const score of scores) output.out(`${line(score.environment, score.mutants, score.survivors)}\n`);
    const survivors = scores.flatMap((score) => score.survivors);
    const mutants = scores.reduce((sum, score) => sum + score.mutants, 0);
    output.out(`${line("all", mutants, survivors)}\n`);
    if (options.survivors) output.out(scores.flatMap(unexplained).join(""));
    const stale = options.environment === undefined ? staleReasons(survivors) : [];
    for (const reason of stale) output.err(`nothing survives any more for the reason: ${reason}\n`);
    const rest = survivors.filter((survivor) => !accepted(survivor)).length;
    const good =
      caught(mutants, survivors.length) >= LEAST_CAUGHT &&
      caught(mutants - (survivors.length - rest), rest) >= LEAST_CAUGHT_WITHOUT_ACCEPTED;
    return good && stale.length === 0 ? 0 : 1;
  });
}

function scoresOf({ out, environment }: Options, today: string, progress?: (what: string) => void): Score[] {
  const stacks = readPublished(out, () => readStacks(out));
  const plans = groupByEnvironment(stacks);
  const chosen = plans.filter(({ name }) => environment === undefined || name === environment);
  if (chosen.length === 0) {
    const names = plans.map(({ name }) => name).join(", ");
    throw new UserError(
      `--environment: got ${environment}, expected one of ${names} (in ${out}); choose one of them`,
    );
  }
  return chosen.map(({ name }) =>
    scoreOf({
      environment: name,
      stacks: stacks.filter((stack) => stack.environment === name),
      others: plans.filter((plan) => plan.name !== name),
      checks: CHECKS,
      waivers: readEnvironmentRecord(out, name).waivers,
      today,
      ...(progress ? { progress: (done, all) => progress(`${name}: ${done} of ${all}`) } : {}),
    }),
  );
}

function line(name: string, mutants: number, survivors: readonly Mutant[]): string {
  const rest = survivors.filter((survivor) => !accepted(survivor)).length;
  const before = caught(mutants, survivors.length).toFixed(1);
  const after = caught(mutants - (survivors.length - rest), rest).toFixed(1);
  return `${name}: ${mutants - survivors.length} of ${mutants} changes noticed (${before} %), ${after} % without the ${survivors.length - rest} that may survive`;
}

/** A hundred where there was nothing to catch. */
const caught = (mutants: number, survivors: number): number =>
  mutants === 0 ? 100 : (100 * (mutants - survivors)) / mutants;

const accepted = (mutant: Mutant): boolean => ACCEPTED_SURVIVORS.some((each) => accepts(each, mutant));

function unexplained({ environment, survivors }: Score): string[] {
  return survivors
    .filter((survivor) => !accepted(survivor))
    .map(({ layer, address, change }) => `survived ${environment}-${layer} ${address}: ${change}\n`);
}

/** A reason that nothing needs any more would hide the next survivor. */
function staleReasons(survivors: readonly Mutant[]): string[] {
  return ACCEPTED_SURVIVORS.filter((each) => !survivors.some((survivor) => accepts(each, survivor))).map(
    ({ reason }) => reason,
  );
}
