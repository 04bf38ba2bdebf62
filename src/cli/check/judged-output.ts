import { CHECKS } from "../../checks/all";
import { type CheckContext } from "../../checks/check";
import { countOf, recordedChecks } from "../../checks/own-checks";
import { type Locate } from "../../checks/report";
import { type Result, fixOf, runChecks } from "../../checks/run";
import { type RuleEvaluator } from "../../infrastructure/kubernetes-alert-rules";
import { statedBy } from "../../infrastructure/stated";
import { type EnvironmentPlan, groupByEnvironment } from "../../terraform/environment-plan";
import { type EnvironmentRecord, NO_RECORD, readEnvironmentRecord } from "../../terraform/environment-record";
import { type OutputStack, readStacks, stackEntries } from "../../terraform/output";
import { ownPlace, recordedPlace } from "../../terraform/recorded-parts";
import { readOutput } from "../../base/read-output";
import { type CommandOutput, stepOf } from "../../base/command-line";
import { UserError, joinedErrors } from "../../base/errors";
import { chosenNames } from "../../project/options";
import { COMPARING, type NotProved, notProved } from "../../project/not-proved";
import { type Input } from "../../project/input";
import { ORIGIN_CHECKS } from "../../checks/edited";
import { type TrialSynth } from "../../project/trial-synth";
import { unlikeSynth } from "./unlike-synth";
import { type ComparedInputs, type Origin, isUnknownOrigin, originsOf } from "../../project/origins";

export interface OutputRequest extends ComparedInputs {
  readonly folder: string;
  /** @default - all */
  readonly named?: readonly string[] | undefined;
  /** Record to compare with. @default - that of the folder */
  readonly manifest?: string | undefined;
  /** ISO date. */
  readonly today: string;
  /** Evaluates rules of Prometheus. @default - no program is installed */
  readonly evaluateRules?: RuleEvaluator | undefined;
  /** Synthesizes recorded settings, to compare what nothing tells the origin of. @default - it is not compared */
  readonly trialSynth?: TrialSynth | undefined;
  /** The hand-over that the folder was written from, which has no inputs. @default - synth wrote the folder */
  readonly module?: Input["module"] | undefined;
}

/** Edits of an output folder, and the findings of the checks in it. */
export interface JudgedOutput {
  readonly origins: readonly Origin[];
  readonly edits: readonly Result[];
  /** Findings that a synth of the inputs does not have. */
  readonly following: readonly Result[];
  /** All other findings. */
  readonly others: readonly Result[];
  /** Things that none of this proves. */
  readonly notProved: readonly NotProved[];
  /** Why the checks did not run. @default - they ran */
  readonly notRun?: string;
  /** Number of checks. */
  readonly checks: number;
  readonly locate: Locate;
}

/** Compares the environments of an output folder with their inputs, and runs all checks on them. */
export function judgeOutput(request: OutputRequest, output: CommandOutput): JudgedOutput {
  const { folder, named, manifest, environmentsDir, resynthesize, module } = request;
  return readOutput(folder, () => {
    const known = [...new Set(stackEntries(folder).map(({ environment }) => environment))].sort();
    const names = chosenNames(named, known, `in ${folder}`);
    if (module) return judgedModule(request, names, output);
    output.step?.(`comparing ${folder} with its inputs`);
    const origins = originsOf({ outdir: folder, names, manifest, environmentsDir, resynthesize });
    // They have no id, so that no waiver can name one.
    const edits = origins.flatMap(({ environment, edits: found }) =>
      found.map((edit): Result => ({ ...edit, environment, check: ORIGIN_CHECKS.edited })),
    );
    try {
      const { differing, ...judged } = checked(request, names, origins, output);
      return { origins, edits: [...edits, ...differing], ...judged };
    } catch (error) {
      // An edit can make an output that cannot be read. It is the cause, so it is named.
      if (!(error instanceof UserError) || edits.length === 0) throw error;
      const none = { following: [], others: [], notProved: [], checks: 0, locate: () => undefined };
      return { origins, edits, ...none, notRun: error.message };
    }
  });
}

/** A hand-over is judged as it is. `handoff --check` compares it with a synth of its inputs. */
function judgedModule(request: OutputRequest, names: readonly string[], output: CommandOutput): JudgedOutput {
  const mistakes = request.module?.differing ?? [];
  if (mistakes.length > 0) throw joinedErrors(mistakes);
  const text = "a hand-over, judged as its files are; not compared with inputs";
  const origins = names.map((environment): Origin => ({
    environment,
    compared: "nothing",
    text,
    edits: [],
    notCompared: [],
  }));
  const { differing: edits, ...judged } = checked(request, names, origins, output);
  const words = request.module?.inWords;
  if (words === undefined) return { origins, edits, ...judged };
  const of = (results: readonly Result[]): Result[] => results.map((each) => resultInWords(each, words));
  const isEdit = ({ check }: Result): boolean => check === ORIGIN_CHECKS.differing;
  return {
    origins,
    ...judged,
    // The names of arguments of blocks are no keys of a file.
    edits: [...edits.filter(isEdit), ...of(edits.filter((each) => !isEdit(each)))],
    following: of(judged.following),
    others: of(judged.others),
  };
}

/** A result in words of the modules of a hand-over. */
export const resultInWords = (
  result: Result,
  words: NonNullable<NonNullable<Input["module"]>["inWords"]>,
): Result => ({
  ...result,
  message: words(result.layer, result.message),
  fix: words(result.layer, fixOf(result)),
});

function checked(
  { folder, today, evaluateRules, module, trialSynth }: OutputRequest,
  names: readonly string[],
  origins: readonly Origin[],
  output: CommandOutput,
): Omit<JudgedOutput, "origins" | "edits"> & { readonly differing: readonly Result[] } {
  const all = readStacks(folder, "edited");
  const environments = [...new Set(all.map(({ environment }) => environment))];
  const records = new Map(
    environments.map((name) => [
      name,
      originOf(origins, name)?.fresh?.record ?? readEnvironmentRecord(folder, name),
    ]),
  );
  const statedOf = statedBy((name) => records.get(name)?.settings ?? []);
  const run = (stacks: readonly OutputStack[], only: readonly string[]): Judged =>
    judge(stacks, only, records, { statedOf, today, ...(evaluateRules ? { evaluateRules } : {}) }, output);
  const { plans, results } = run(all, names);
  const edited = new Map(
    origins.flatMap(({ environment, edits, fresh }) =>
      fresh !== undefined && edits.length > 0 ? [[environment, fresh.stacks] as const] : [],
    ),
  );
  const unedited = all.filter(({ environment }) => !edited.has(environment));
  const before =
    edited.size === 0 ? [] : run([...edited.values(), unedited].flat(), [...edited.keys()]).results;
  const isNew = (result: Result): boolean =>
    edited.has(result.environment) && !before.some((each) => isSame(each, result));
  const unknown = origins.filter(isUnknownOrigin).map(({ environment }) => environment);
  const unlike = new Map(
    trialSynth === undefined
      ? []
      : unknown.map((name) => {
          const stacks = all.filter(({ environment }) => environment === name);
          return [name, unlikeSynth(name, stacks, records.get(name) ?? NO_RECORD, trialSynth)] as const;
        }),
  );
  const judged = plans
    .filter(({ name }) => names.includes(name))
    .map((plan) => ({
      plan,
      stated: statedOf(plan.name),
      findings: results.filter(({ environment }) => environment === plan.name),
      isOfUnknownOrigin: unknown.includes(plan.name),
      unattributed: unlike.get(plan.name)?.unattributed,
      evaluatesRules: evaluateRules !== undefined,
      ...(module ? { module } : {}),
    }));
  return {
    differing: [...unlike.values()].flatMap((each) => each?.results ?? []),
    notProved: notProved(judged, COMPARING),
    following: results.filter(isNew),
    others: results.filter((result) => !isNew(result)),
    checks: CHECKS.length + countOf([...records.values()].map(({ ownChecks }) => ownChecks)),
    locate: locator(plans, records),
  };
}

const originOf = (origins: readonly Origin[], name: string): Origin | undefined =>
  origins.find(({ environment }) => environment === name);

const isSame = (one: Result, other: Result): boolean =>
  one.environment === other.environment &&
  one.check.id === other.check.id &&
  one.layer === other.layer &&
  one.address === other.address &&
  one.message === other.message;

type Records = ReadonlyMap<string, EnvironmentRecord>;

interface Judged {
  readonly plans: readonly EnvironmentPlan[];
  readonly results: readonly Result[];
}

function judge(
  stacks: readonly OutputStack[],
  only: readonly string[],
  records: Records,
  context: Pick<CheckContext, "statedOf" | "today" | "evaluateRules">,
  output: CommandOutput,
): Judged {
  const plans = groupByEnvironment(stacks, (name) => context.statedOf(name).instanceTypes);
  const results = runChecks({
    plans,
    only,
    checks: CHECKS,
    ownChecksOf: (name) => recordedChecks(records.get(name) ?? {}),
    waiversOf: (name) => records.get(name)?.waivers ?? [],
    ...context,
    ...stepOf(output),
  });
  return { plans, results };
}

/** Finds the positions of values that synth recorded, and of blocks in own files. */
function locator(plans: readonly EnvironmentPlan[], records: Records): Locate {
  return (result) => {
    const record = records.get(result.environment);
    if (record === undefined) return undefined;
    const stack = plans.find(({ name }) => name === result.environment)?.stack(result.layer);
    return ownPlace(stack, result.address, record.inputs?.keys() ?? []) ?? recordedPlace(record, result);
  };
}
