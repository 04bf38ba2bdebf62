import { Mistake } from "../../mistake";
import { Mapping, Sequence, Unknown, type Value, describeValue } from "../values/value";

/** A function of Terraform. */
export interface Definition {
  /** Least and largest number of arguments. */
  readonly arity: readonly [number, number];
  /** Whether an argument can be null. @default false */
  readonly nulls?: boolean;
  /** Whether it returns a value if items of its arguments are unknown. @default false */
  readonly parts?: boolean;
  /** The result; undefined if unknown items hide it. */
  readonly apply: (args: readonly Value[]) => Value | undefined;
}

export type Definitions = Readonly<Record<string, Definition>>;

export const ANY_NUMBER = Number.MAX_SAFE_INTEGER;

export function itemsIn(value: Value | undefined): readonly Value[] {
  if (value instanceof Sequence) return value.items;
  throw new Mistake(`got ${describeValue(value ?? null)}, expected a list or set`);
}

export function entriesOfValue(value: Value | undefined): ReadonlyMap<string, Value> {
  if (value instanceof Mapping) return value.entries;
  throw new Mistake(`got ${describeValue(value ?? null)}, expected a map or object`);
}

export const isUnknownValue = (value: Value | undefined): value is Unknown => value instanceof Unknown;
