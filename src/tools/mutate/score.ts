import { statedIn } from "../../proof/model/stated";
import { type Check, type CheckContext, type Finding } from "../../proof/checks/check";
import { runChecks } from "../../proof/checks/run";
import { EnvironmentPlan } from "../../proof/terraform-json/environment-plan";
import { type EnvironmentRecord } from "../../proof/terraform-json/environment-record";
import { type OutputStack } from "../../proof/terraform-json/output";
import { type JsonObject, StackJson } from "../../proof/terraform-json/stack-json";
import { additionsOf } from "./additions/all";
import { FirstNotice } from "./first-notice";
import { type Edit, type MutableObject } from "./edits";
import { type Mutant, mutantsOf } from "./mutants";

export interface Score {
  readonly environment: string;
  readonly mutants: number;
  readonly survivors: readonly Mutant[];
  /** With `asksAll`: changes that each check notices, by its id. @default - none */
  readonly byCheck: ReadonlyMap<string, NoticedBy>;
}

/** Changes that one check notices. */
export interface NoticedBy {
  readonly noticed: number;
  /** Those that no other check notices. */
  readonly alone: readonly Mutant[];
}

export interface ScoreRequest {
  readonly environment: string;
  readonly stacks: readonly OutputStack[];
  readonly others: readonly EnvironmentPlan[];
  readonly checks: readonly Check[];
  readonly record: Pick<EnvironmentRecord, "waivers" | "settings">;
  readonly today: string;
  /** Whether a change is tried. @default - every change */
  readonly isTried?: (mutant: Mutant) => boolean;
  /** Asks all checks for each change, and not only until one notices it, which takes several times as long. @default false */
  readonly asksAll?: boolean;
  /** Receives the number of finished changes and of all changes. @default - none */
  readonly progress?: (done: number, all: number) => void;
  /** Is called after each check, since the checks block the process. @default - no one looks */
  readonly tick?: () => void;
}

/** Changes one thing at a time in an environment's JSON, and counts the changes that no check notices. */
export function scoreOf({
  environment,
  stacks,
  others,
  checks,
  record,
  today,
  progress,
  tick,
  isTried = () => true,
  asksAll = false,
}: ScoreRequest): Score {
  const stated = statedIn(record.settings);
  const context: CheckContext = { today, others, statedOf: () => stated };
  // A waiver that accepts nothing any more is a finding too.
  const findingsIn = (plan: EnvironmentPlan): string[] =>
    runChecks({
      today,
      statedOf: context.statedOf,
      plans: [plan, ...others],
      only: [environment],
      checks,
      waiversOf: () => record.waivers,
      ...(tick ? { tick } : {}),
    }).map((result) => textOf(result.check, result));
  const baseline = new Set(findingsIn(new EnvironmentPlan(environment, stacks, stated.instanceTypes)));
  const first = new FirstNotice(checks);
  const mutants = stacks
    .flatMap(({ layer, stack }) => [
      ...[...stack.resources(), ...stack.dataSources()].flatMap((block) => mutantsOf(layer, block)),
      ...additionsOf(layer, stack),
    ])
    .filter(isTried);
  const byCheck = new Map<string, { noticed: number; alone: Mutant[] }>(
    asksAll ? checks.map(({ id }) => [id, { noticed: 0, alone: [] }]) : [],
  );
  const survivors = mutants.filter((mutant, index) => {
    progress?.(index, mutants.length);
    const mutated = stacks.map((each) =>
      each.layer === mutant.layer ? { ...each, stack: mutate(each.stack, mutant) } : each,
    );
    const plan = new EnvironmentPlan(environment, mutated, stated.instanceTypes);
    const notices = (check: Check): boolean =>
      check.run(plan, context).some((finding) => !baseline.has(textOf(check, finding)));
    if (asksAll) {
      const noticing = checks.filter(notices).flatMap(({ id }) => byCheck.get(id) ?? []);
      for (const each of noticing) each.noticed += 1;
      if (noticing.length === 1) noticing[0]?.alone.push(mutant);
      if (noticing.length > 0) return false;
    } else if (first.check(mutant.address.replace(/\.[^.]*$/, ""), notices) !== undefined) return false;
    return findingsIn(plan).every((each) => baseline.has(each));
  });
  return { environment, mutants: mutants.length, survivors, byCheck };
}

function mutate(stack: StackJson, { address, apply, alongside }: Mutant): StackJson {
  const changed = replaced(stack, address, apply);
  return alongside === undefined ? changed : replaced(changed, alongside.address, () => alongside.config);
}

function replaced(stack: StackJson, address: string, apply: Edit): StackJson {
  const section = address.startsWith("data.") ? "data" : "resource";
  const [type, name] = address.replace(/^data\./, "").split(".") as [string, string];
  const all = (stack.json[section] ?? {}) as Record<string, Record<string, MutableObject>>;
  const { [name]: original, ...siblings } = all[type] ?? {};
  const changed = apply(structuredClone(original ?? {}));
  const blocks = { ...all, [type]: changed === undefined ? siblings : { ...siblings, [name]: changed } };
  return new StackJson(stack.name, { ...stack.json, [section]: blocks } as JsonObject);
}

const textOf = (check: Check, { layer, address, message }: Finding): string =>
  `${check.id} ${layer} ${address} ${message}`;
