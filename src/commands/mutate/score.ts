import { type Check } from "../../checks/check";
import { type Result, runChecks } from "../../checks/run";
import { EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type WaiverRecord } from "../../terraform-json/environment-record";
import { type OutputStack } from "../../terraform-json/output";
import { type JsonObject, StackJson } from "../../terraform-json/stack-json";
import { type Mutant, type MutableObject, mutantsOf } from "./mutants";

export interface Score {
  readonly environment: string;
  readonly mutants: number;
  readonly survivors: readonly Mutant[];
}

export interface ScoreRequest {
  readonly environment: string;
  readonly stacks: readonly OutputStack[];
  readonly others: readonly EnvironmentPlan[];
  readonly checks: readonly Check[];
  readonly waivers: readonly WaiverRecord[];
  readonly today: string;
  /** Receives the number of finished changes and of all changes. @default - none */
  readonly progress?: (done: number, all: number) => void;
}

/** Changes one thing at a time in an environment's JSON, and counts the changes that no check notices. */
export function scoreOf(request: ScoreRequest): Score {
  const { environment, stacks, progress } = request;
  const baseline = fingerprint(run(request, stacks));
  const mutants = stacks.flatMap(({ layer, stack }) =>
    [...stack.resources(), ...stack.dataSources()].flatMap((block) => mutantsOf(layer, block)),
  );
  const survivors = mutants.filter((mutant, index) => {
    progress?.(index, mutants.length);
    const mutated = stacks.map((each) =>
      each.layer === mutant.layer ? { ...each, stack: mutate(each.stack, mutant) } : each,
    );
    return isSubset(fingerprint(run(request, mutated)), baseline);
  });
  return { environment, mutants: mutants.length, survivors };
}

function run(
  { environment, others, checks, waivers, today }: ScoreRequest,
  stacks: readonly OutputStack[],
): Result[] {
  const plan = new EnvironmentPlan(environment, stacks);
  const results = runChecks({
    plans: [plan, ...others],
    only: [environment],
    checks,
    waiversOf: () => waivers,
    today,
  });
  return results;
}

function mutate(stack: StackJson, { address, apply }: Mutant): StackJson {
  const section = address.startsWith("data.") ? "data" : "resource";
  const [type, name] = address.replace(/^data\./, "").split(".") as [string, string];
  const all = stack.json[section] as Record<string, Record<string, MutableObject>>;
  const { [name]: original, ...siblings } = all[type] ?? {};
  const changed = apply(structuredClone(original ?? {}));
  const blocks = { ...all, [type]: changed === undefined ? siblings : { ...siblings, [name]: changed } };
  return new StackJson(stack.name, { ...stack.json, [section]: blocks } as JsonObject);
}

/** Findings in a comparable format, waived ones included. */
const fingerprint = (results: readonly Result[]): Set<string> =>
  new Set(results.map(({ check, layer, address, message }) => `${check.id} ${layer} ${address} ${message}`));

const isSubset = (some: ReadonlySet<string>, all: ReadonlySet<string>): boolean =>
  [...some].every((each) => all.has(each));
