import { LAYERS, type Layer } from "../base/layers";
import { type EnvironmentPlan, type PlannedResource, type Value } from "../terraform/environment-plan";
import { type Json, type JsonObject, type StackJson } from "../terraform/stack-json";

/** Nested blocks; Terraform JSON has one object or a list of objects. */
export function blocks<Block extends JsonObject>(
  value: Block | readonly Block[] | string | undefined,
): readonly Block[];
export function blocks(value: Json | undefined): readonly JsonObject[];
export function blocks(value: Json | undefined): readonly JsonObject[] {
  if (value === null || typeof value !== "object") return [];
  return Array.isArray(value) ? (value as readonly Json[]).filter(isObject) : [value as JsonObject];
}

/** The first nested block, or an empty one. */
export function block<Block extends JsonObject>(value: Block | readonly Block[] | string | undefined): Block;
export function block(value: Json | undefined): JsonObject;
export function block(value: Json | undefined): JsonObject {
  if (value === null || typeof value !== "object") return NOTHING;
  if (!Array.isArray(value)) return value as JsonObject;
  return (value as readonly Json[]).find(isObject) ?? NOTHING;
}

const NOTHING: JsonObject = {};

/** Values of an argument in all nested blocks on its path, which has dots between names. */
export function valuesAt(config: JsonObject, path: string): Json[] {
  const names = path.split(".");
  const holders = names
    .slice(0, -1)
    .reduce<readonly JsonObject[]>((all, name) => all.flatMap((each) => blocks(each[name])), [config]);
  return holders.flatMap((holder) => holder[names.at(-1) ?? ""] ?? []);
}

/** Values of a filter of a data source. */
export const filterValues = ({ config }: PlannedResource, name: string): string[] =>
  blocks(config["filter"])
    .filter((filter) => filter["name"] === name)
    .flatMap(({ values }) => texts(values));

/** True for a data source, such as a part of an existing network: others create, change and pay it. */
export const isFound = ({ address }: Pick<PlannedResource, "address">): boolean =>
  address.startsWith("data.");

const isObject = (item: Json): item is JsonObject =>
  item !== null && typeof item === "object" && !Array.isArray(item);

/** Strings of a value that is a string or a list of strings. */
export function texts(value: Json | undefined): string[] {
  const list: readonly Json[] = Array.isArray(value) ? value : [value ?? null];
  return list.filter((item) => typeof item === "string");
}

export const text = (value: Json | undefined): string | undefined =>
  typeof value === "string" ? value : undefined;

// Texts become booleans and numbers as Terraform converts them: developer.hashicorp.com/terraform/language/expressions/types, type
// conversion; convert of github.com/zclconf/go-cty; the console of Terraform 1.11.4 (read and run on 2026-11-26).

/** True, also as a text that Terraform converts to it. */
export const isTrue = (value: Json | undefined): boolean =>
  value === true || value === "true" || value === "1";
export const isFalse = (value: Json | undefined): boolean =>
  value === false || value === "false" || value === "0";

/** Decimal; an exponent after `p` is one of 2. */
const NUMBER = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:[eE][+-]?\d+|[pP]([+-]?\d+))?$/;

/** A finite number, also from a text that Terraform converts to one; undefined for any other value. */
export function number(value: Json | undefined): number | undefined {
  if (typeof value === "number") return value;
  const [whole, mantissa, power] = typeof value === "string" ? (NUMBER.exec(value) ?? []) : [];
  const result = power === undefined ? Number(whole) : Number(mantissa) * 2 ** Number(power);
  return Number.isFinite(result) ? result : undefined;
}

/** Parses a string as JSON; undefined if it is not JSON. */
export function jsonIn(value: Json | undefined): Json | undefined {
  try {
    return JSON.parse(text(value) ?? "") as Json;
  } catch {
    return undefined;
  }
}

/** An attribute as a value whose references can be resolved. */
export const valueOf = (resource: PlannedResource, value: Json | undefined): Value => ({
  layer: resource.layer,
  value,
});

/** Caches the result of a function for each plan, because many checks need it. */
export function memoizePerPlan<T>(read: (plan: EnvironmentPlan) => T): (plan: EnvironmentPlan) => T {
  const known = new WeakMap<EnvironmentPlan, { readonly read: T }>();
  return (plan) => {
    const entry = known.get(plan) ?? { read: read(plan) };
    known.set(plan, entry);
    return entry.read;
  };
}

/**
 * Caches the result of a function for each stack. The plans of a review, and of the moments between its applies, share the stacks
 * that do not differ.
 */
export function memoizePerStack<T>(
  read: (stack: StackJson, layer: Layer) => T,
): (stack: StackJson, layer: Layer) => T {
  const known = new WeakMap<StackJson, { readonly layer: Layer; readonly read: T }>();
  return (stack, layer) => {
    const found = known.get(stack);
    if (found?.layer === layer) return found.read;
    const made = { layer, read: read(stack, layer) };
    known.set(stack, made);
    return made.read;
  };
}

/** Results of a function for all stacks of a plan, in the order of the layers. */
export const inAllStacks = <T>(
  plan: EnvironmentPlan,
  read: (stack: StackJson, layer: Layer) => readonly T[],
): T[] =>
  LAYERS.flatMap((layer) => {
    const stack = plan.stack(layer);
    return stack ? read(stack, layer) : [];
  });

/** Joins the problems of one resource into one finding. */
export function combinedFinding(
  resource: { readonly layer: PlannedResource["layer"]; readonly address: string },
  what: string,
  problems: readonly string[],
) {
  if (problems.length === 0) return [];
  return [{ layer: resource.layer, address: resource.address, message: `${what}: ${problems.join("; ")}` }];
}

/** The fault that several blocks set what only one may set. */
export const repeatedProblems = (what: string, all: readonly PlannedResource[]): string[] =>
  all.length > 1
    ? [`${all.map(({ address }) => address).join(" and ")} set ${what}, and each apply undoes one of them`]
    : [];

/** Groups items by a key. */
export function groupBy<K, T>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
