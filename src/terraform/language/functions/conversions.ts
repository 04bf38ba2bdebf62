import { Mistake } from "../../mistake";
import { boolOf, converted, numberOf, valueText } from "../values/convert";
import { ANY_TYPE, typeOfValue, unified } from "../values/types";
import { HclMap, type HclValue, Sequence, type Type, describeValue } from "../values/value";
import { ANY_NUMBER, type Definition, type Definitions, isUnknownValue, itemsIn } from "./function";

const scalar = (convert: (value: HclValue) => HclValue): Definition => ({
  arity: [1, 1],
  nulls: true,
  apply: ([value = null]) => (value === null ? null : convert(value)),
});

const collection = (type: Type): Definition => ({
  arity: [1, 1],
  nulls: true,
  parts: true,
  apply: ([value = null]) => (isUnknownValue(value) ? undefined : converted(value, type)),
});

/** The first value that is not null and no empty text; all of them have one type. */
function coalesced(args: readonly HclValue[]): HclValue | undefined {
  const type = unified(args.map(typeOfValue));
  if (!type) throw new Mistake("got arguments of different types");
  for (const arg of args) {
    if (isUnknownValue(arg)) return undefined;
    const value = converted(arg, type);
    if (value !== null && value !== "") return value;
  }
  throw new Mistake("got no argument with a value");
}

function firstFull(args: readonly HclValue[]): HclValue | undefined {
  for (const arg of args) {
    if (isUnknownValue(arg)) return undefined;
    if (itemsIn(arg).length > 0) return arg;
  }
  throw new Mistake("got empty lists only");
}

/** The item of a list with at most one. */
function only([value]: readonly HclValue[]): HclValue | undefined {
  if (isUnknownValue(value)) return undefined;
  const [first = null, ...others] = itemsIn(value);
  if (others.length > 0) throw new Mistake("got several items, expected one or none");
  return first;
}

function lengthOf([value = null]: readonly HclValue[]): HclValue | undefined {
  if (isUnknownValue(value)) return undefined;
  if (typeof value === "string") return [...new Intl.Segmenter().segment(value)].length;
  if (value instanceof Sequence) return value.items.length;
  if (value instanceof HclMap) return value.entries.size;
  throw new Mistake(`got ${describeValue(value)}, expected a collection or a string`);
}

export const CONVERSIONS: Definitions = {
  tostring: scalar(valueText),
  tonumber: scalar(numberOf),
  tobool: scalar(boolOf),
  tolist: collection({ kind: "list", of: ANY_TYPE }),
  toset: collection({ kind: "set", of: ANY_TYPE }),
  tomap: collection({ kind: "map", of: ANY_TYPE }),
  sensitive: { arity: [1, 1], nulls: true, parts: true, apply: ([value = null]) => value },
  nonsensitive: { arity: [1, 1], nulls: true, parts: true, apply: ([value = null]) => value },
  coalesce: { arity: [1, ANY_NUMBER], nulls: true, parts: true, apply: coalesced },
  coalescelist: { arity: [1, ANY_NUMBER], parts: true, apply: firstFull },
  one: { arity: [1, 1], parts: true, apply: only },
  length: { arity: [1, 1], parts: true, apply: lengthOf },
};
