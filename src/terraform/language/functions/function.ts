import { Mistake } from "../../mistake";
import { HclMap, HclUnknown, type HclValue, Sequence, describeValue } from "../values/value";

/** A function of Terraform. */
export interface Definition {
  /** Least and largest number of arguments. */
  readonly arity: readonly [number, number];
  /** Whether an argument can be null. @default false */
  readonly nulls?: boolean;
  /** Whether it returns a value if items of its arguments are unknown. @default false */
  readonly parts?: boolean;
  /** The result; undefined if unknown items hide it. */
  readonly apply: (args: readonly HclValue[]) => HclValue | undefined;
}

export type Definitions = Readonly<Record<string, Definition>>;

export const ANY_NUMBER = Number.MAX_SAFE_INTEGER;

export function itemsIn(value: HclValue | undefined): readonly HclValue[] {
  if (value instanceof Sequence) return value.items;
  throw new Mistake(`got ${describeValue(value ?? null)}, expected a list or set`);
}

export function entriesOfValue(value: HclValue | undefined): ReadonlyMap<string, HclValue> {
  if (value instanceof HclMap) return value.entries;
  throw new Mistake(`got ${describeValue(value ?? null)}, expected a map or object`);
}

export const isUnknownValue = (value: HclValue | undefined): value is HclUnknown =>
  value instanceof HclUnknown;
