import { Mistake } from "../../mistake";
import { type Expression } from "../syntax/expression";

/** A value of the Terraform language. */
export type HclValue = string | number | boolean | null | Sequence | HclMap | HclUnknown;

/** A type of the Terraform language. `any` is a type that the value decides. */
export type Type =
  | { readonly kind: "string" | "number" | "bool" | "any" }
  | ListType
  | { readonly kind: "tuple"; readonly items: readonly Type[] }
  | { readonly kind: "object"; readonly attributes: ReadonlyMap<string, Attribute> };

export interface ListType {
  readonly kind: "list" | "set" | "map";
  readonly of: Type;
}

export interface Attribute {
  readonly type: Type;
  readonly optional: boolean;
  /** Value if the attribute misses or is null. @default - null */
  readonly fallback?: HclValue;
}

/** Items of a list, of a tuple, whose items can have different types, or of a set, which are in Terraform's order. */
export class Sequence {
  constructor(
    readonly kind: "tuple" | "list" | "set",
    readonly items: readonly HclValue[],
    /** Type of the items of a list or set, which an empty one has too. @default - the type of its items */
    readonly of?: Type,
  ) {}
}

/** Entries of a map, or of an object, whose entries can have different types; in the order of their keys. */
export class HclMap {
  readonly entries: ReadonlyMap<string, HclValue>;

  constructor(
    readonly kind: "map" | "object",
    entries: Iterable<readonly [string, HclValue]>,
  ) {
    this.entries = new Map([...new Map(entries)].sort(([a], [b]) => byBytes(a, b)));
  }
}

/** A value that only an apply knows, as the expression that is left of it. */
export class HclUnknown {
  constructor(
    readonly expression: Expression,
    /** Lower bound of its length, or of its number. @default - nothing is certain */
    readonly least?: number,
  ) {}
}

/** Lower bound of the length of a collection, or of a number; undefined if nothing is certain. */
export function leastOf(value: HclValue): number | undefined {
  if (typeof value === "number") return value;
  if (value instanceof HclUnknown) return value.least;
  if (value instanceof HclMap) return value.entries.size;
  if (!(value instanceof Sequence)) return undefined;
  // Unknown items of a set can be equal.
  return value.kind === "set" && hasUnknown(value) ? Math.min(1, value.items.length) : value.items.length;
}

export const tuple = (items: readonly HclValue[]): Sequence => new Sequence("tuple", items);
export const listValue = (items: readonly HclValue[], of?: Type): Sequence => new Sequence("list", items, of);
export const object = (entries: Iterable<readonly [string, HclValue]>): HclMap =>
  new HclMap("object", entries);

/** Terraform orders texts by their bytes. */
export const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** True for a value with an unknown part. */
export function hasUnknown(value: HclValue): boolean {
  if (value instanceof Sequence) return value.items.some(hasUnknown);
  if (value instanceof HclMap) return [...value.entries.values()].some(hasUnknown);
  return value instanceof HclUnknown;
}

/** A number as text, without an exponent. */
export function decimal(value: number): string {
  const text = String(value);
  const [, sign = "", digits = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(text) ?? [];
  if (exponent === "0") return text;
  const power = Number(exponent);
  const all = digits + fraction;
  const point = digits.length + power;
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${all}`;
  return sign + (point >= all.length ? all.padEnd(point, "0") : `${all.slice(0, point)}.${all.slice(point)}`);
}

/** Result of a calculation, without the error of binary fractions. */
export function exact(value: number): number {
  if (!Number.isFinite(value)) throw new Mistake("got a number without bounds, expected a finite number");
  const rounded = Number(value.toPrecision(15));
  return Math.abs(rounded - value) <= Math.abs(value) * 2 * Number.EPSILON ? rounded : value;
}

export function describeValue(value: HclValue): string {
  if (value === null) return "null";
  if (value instanceof Sequence || value instanceof HclMap) return `a ${value.kind}`;
  return value instanceof HclUnknown ? "an unknown value" : JSON.stringify(value);
}
