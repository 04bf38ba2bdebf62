import { NOTHING_STATED } from "../../src/infrastructure/stated";
import { type Check, type CheckContext } from "../../src/checks/check";
import { shownMessage } from "../../src/checks/shown-message";
import { type Layer } from "../../src/base/layers";
import { type EnvironmentPlan } from "../../src/terraform/environment-plan";
import { type Editable, altered, environmentPlan } from "./altered";
import { type Plan } from "./plan";
import "./noted-checks";
import { rawValueIn } from "./raw-values";
import { planOf } from "./reference-plans";

export type Edit = (layers: Record<Layer, Editable>) => void;

/** The day on which checks run in tests. */
export const TODAY = "2026-11-20";

/** The input of a check for one environment alone. */
export const CONTEXT: CheckContext = { today: TODAY, others: [], statedOf: () => NOTHING_STATED };

/** Whether a finding says that something is not judged. Reports count the blocks of `own-block-not-judged` by themselves. */
const saysSo = ({ id }: Check, message: string): boolean =>
  id !== "own-block-not-judged" && (/\bnot (judged|proved)\b/.test(message) || id.endsWith("-not-judged"));

/** Findings of a check, one line for each: `address: message`. */
export function foundBy(check: Check, plan: EnvironmentPlan, context: Partial<CheckContext> = {}): string[] {
  return check
    .run(plan, { ...CONTEXT, ...context })
    .map(({ address, message, fix = check.fix, isNotJudged = false }) => {
      const raw = rawValueIn(`${shownMessage(message)}; ${fix}`);
      if (raw !== undefined) throw new Error(`${check.id}: a message has a raw value: ${raw}`);
      if (isNotJudged !== saysSo(check, message))
        throw new Error(`${check.id}: ${isNotJudged ? "marked" : "not marked"} as not judged: ${message}`);
      return `${address}: ${message}`;
    });
}

/** Findings of several checks, one line for each: `id address: message`. */
export function found(checks: readonly Check[], plan: EnvironmentPlan): string[] {
  return checks.flatMap((check) => foundBy(check, plan).map((line) => `${check.id} ${line}`));
}

const known = new WeakMap<readonly Check[], WeakMap<Plan, ReadonlySet<string>>>();

/** Findings after an edit that did not exist before it. */
export function newlyFound(checks: readonly Check[], from: string | Plan, edit: Edit): string[] {
  const plan = typeof from === "string" ? planOf(from) : from;
  const byPlan = known.get(checks) ?? new WeakMap<Plan, ReadonlySet<string>>();
  known.set(checks, byPlan);
  const before = byPlan.get(plan) ?? new Set(found(checks, environmentPlan(plan)));
  byPlan.set(plan, before);
  return found(checks, altered(plan, edit)).filter((finding) => !before.has(finding));
}

/** Edits an attribute, or an item of a list, that contains JSON text, such as a policy or the values of a release. */
export function within(holder: Editable, attribute: string | number, edit: (json: Editable) => void): void {
  const json = JSON.parse(holder[attribute]) as Editable;
  edit(json);
  holder[attribute] = JSON.stringify(json);
}

/** Path of a value in a JSON document. */
export type Path = readonly (string | number)[];

/** Paths of all values below a value, without cdktf's metadata. */
export function places(value: unknown, path: Path = []): Path[] {
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, item]) => {
    if (key === "//") return [];
    const below = [...path, Array.isArray(value) ? Number(key) : key];
    return [below, ...places(item, below)];
  });
}

/** The value at a path. */
export const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((item, key) => (item as Editable)[key], value);

/** Removes the value at a path. */
export function remove(value: unknown, path: Path): void {
  const holder = at(value, path.slice(0, -1)) as Editable;
  const key = path.at(-1) as string | number;
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else Reflect.deleteProperty(holder, key);
}

/** Sets the value at a path. */
export function put(value: unknown, path: Path, item: unknown): void {
  (at(value, path.slice(0, -1)) as Editable)[path.at(-1) as string] = item;
}
