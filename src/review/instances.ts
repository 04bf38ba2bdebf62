import { Interpreter, type Scope } from "../terraform/interpreter";
import { type Partial, isList, isMap, numberIn } from "../terraform/partial-value";
import { type Json, type JsonObject } from "../terraform/stack-json";

/** The objects of a block: one, or those of `count` or `for_each`. */
export interface Instances {
  readonly kind: "one" | "count" | "each";
  /** Undefined if only a plan knows it. */
  readonly number: number | undefined;
  /** Values of `for_each` by key. @default - the block has no `for_each`, or only a plan knows the keys */
  readonly values?: ReadonlyMap<string, Partial>;
}

/** Instances of a block with every variable at its default. */
export function instancesOf(scope: Scope, { count, for_each: each }: JsonObject): Instances {
  const value = (written: Json): Partial => new Interpreter(scope).value(written);
  if (each !== undefined && each !== null) {
    const values = valuesOf(value(each));
    return values ? { kind: "each", number: values.size, values } : { kind: "each", number: undefined };
  }
  if (count === undefined || count === null) return { kind: "one", number: 1 };
  const number = numberIn(value(count));
  const isNumber = number !== undefined && Number.isInteger(number) && number >= 0;
  return { kind: "count", number: isNumber ? number : undefined };
}

/** A set has its items as keys. Terraform refuses a set of other values than texts. */
function valuesOf(value: Partial): ReadonlyMap<string, Partial> | undefined {
  if (isMap(value)) return new Map(Object.entries(value));
  if (!isList(value)) return undefined;
  const keys = value.filter((item) => typeof item === "string");
  return keys.length === value.length ? new Map(keys.map((key) => [key, key])) : undefined;
}

/** More objects of one block are not compared one by one. */
const MOST = 200;

/** The names that an instance has in its expressions, by the end of its address: `[0]`, `["a"]`, or nothing. */
export function namesByKey({ kind, number, values }: Instances): ReadonlyMap<string, Scope["names"]> {
  if (number === undefined || number > MOST) return new Map();
  if (kind === "one") return new Map([["", new Map()]]);
  if (kind === "count")
    return new Map(
      Array.from({ length: number }, (_, index) => [`[${index}]`, new Map([["count", { index }]])]),
    );
  return new Map(
    [...(values ?? [])].map(([key, value]) => [
      `[${JSON.stringify(key)}]`,
      new Map([["each", { key, value }]]),
    ]),
  );
}

/** True if a block has an instance with this end of its address. */
export function hasInstance({ kind, number, values }: Instances, key: string): boolean {
  if (kind === "one") return key === "";
  if (kind === "each") return [...(values?.keys() ?? [])].some((each) => key === `[${JSON.stringify(each)}]`);
  const index = /^\[(\d+)\]$/.exec(key)?.[1];
  return index !== undefined && Number(index) < (number ?? 0);
}

/**
 * Number of objects that remain: Terraform keeps an object when `count` is added or removed, but not for `for_each`, whose
 * objects have the key in their address. Undefined if only a plan knows it.
 */
export function staying(old: Instances, now: Instances): number | undefined {
  if ((old.kind === "each") !== (now.kind === "each")) return 0;
  if (old.number === undefined || now.number === undefined) return undefined;
  if (old.kind !== "each") return Math.min(old.number, now.number);
  return [...(old.values?.keys() ?? [])].filter((key) => now.values?.has(key)).length;
}
