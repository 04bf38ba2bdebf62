import { type Check, type CheckContext } from "../../src/checks/check";
import { type Layer } from "../../src/core/layers";
import { type EnvironmentPlan } from "../../src/terraform-json/environment-plan";
import { type Editable, altered, environmentPlan } from "./altered";
import { type Plan } from "./plan";
import { planOf } from "./reference-plans";

export type Edit = (layers: Record<Layer, Editable>) => void;

/** The day on which checks run in tests. */
export const TODAY = "2026-11-20";

/** What a check finds in a plan, a line each: `address: message`. */
export function foundBy(check: Check, plan: EnvironmentPlan, context: Partial<CheckContext> = {}): string[] {
  return check
    .run(plan, { today: TODAY, others: [], ...context })
    .map(({ address, message }) => `${address}: ${message}`);
}

/** What checks find in a plan, a line each: `id address: message`. */
export function found(checks: readonly Check[], plan: EnvironmentPlan): string[] {
  return checks.flatMap((check) => foundBy(check, plan).map((line) => `${check.id} ${line}`));
}

const known = new Map<readonly Check[], Map<Plan, ReadonlySet<string>>>();

/** What checks find after an edit and did not find before it. */
export function newlyFound(checks: readonly Check[], from: string | Plan, edit: Edit): string[] {
  const plan = typeof from === "string" ? planOf(from) : from;
  const byPlan = known.get(checks) ?? new Map<Plan, ReadonlySet<string>>();
  known.set(checks, byPlan);
  const before = byPlan.get(plan) ?? new Set(found(checks, environmentPlan(plan)));
  byPlan.set(plan, before);
  return found(checks, altered(plan, edit)).filter((finding) => !before.has(finding));
}

/** Changes the JSON text that an attribute holds, such as a policy. */
export function within(holder: Editable, attribute: string, edit: (json: Editable) => void): void {
  const json = JSON.parse(holder[attribute]) as Editable;
  edit(json);
  holder[attribute] = JSON.stringify(json);
}

/** A step on the way to a value inside a JSON document. */
export type Path = readonly (string | number)[];

/** Every place in a value that is not the value itself; cdktf's own notes are left out. */
export function places(value: unknown, path: Path = []): Path[] {
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, item]) => {
    if (key === "//") return [];
    const below = [...path, Array.isArray(value) ? Number(key) : key];
    return [below, ...places(item, below)];
  });
}

/** The value at a place. */
export const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((item, key) => (item as Editable)[key], value);

/** Takes out what stands at a place. */
export function remove(value: unknown, path: Path): void {
  const holder = at(value, path.slice(0, -1)) as Editable;
  const key = path.at(-1) as string | number;
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else Reflect.deleteProperty(holder, key);
}

/** Writes something else to a place. */
export function put(value: unknown, path: Path, item: unknown): void {
  (at(value, path.slice(0, -1)) as Editable)[path.at(-1) as string] = item;
}
