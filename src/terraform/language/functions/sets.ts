import { converted, setOf, valueKey } from "../values/convert";
import { typeOfValue } from "../values/types";
import { type HclValue, Sequence, listValue, tuple } from "../values/value";
import { asList } from "./collections";
import { ANY_NUMBER, type Definitions, isUnknownValue, itemsIn } from "./function";

/** Items of sets, converted to one type. */
function itemsOfOneType(args: readonly HclValue[]): (readonly HclValue[])[] {
  const all = asList(listValue(args.flatMap((arg) => itemsIn(arg))));
  let start = 0;
  return args.map((arg) => {
    const { length } = itemsIn(arg);
    start += length;
    return all.slice(start - length, start);
  });
}

function combined(
  args: readonly HclValue[],
  isWanted: (counts: number, ofFirst: boolean) => boolean,
): HclValue {
  const sets = itemsOfOneType(args).map(
    (items) => new Map(items.map((item) => [valueKey(item), item] as const)),
  );
  const all = new Map(sets.flatMap((items) => [...items]));
  const wanted = [...all].filter(([key]) =>
    isWanted(sets.filter((items) => items.has(key)).length, sets[0]?.has(key) ?? false),
  );
  return setOf(wanted.map(([, item]) => item));
}

/** All combinations, in the order of the lists. */
function product(args: readonly HclValue[]): HclValue | undefined {
  if (args.some(isUnknownValue)) return undefined;
  const lists = args.map((arg) => itemsIn(arg));
  let rows: readonly (readonly HclValue[])[] = [[]];
  for (const items of lists) rows = rows.flatMap((row) => items.map((item) => [...row, item]));
  const areSets = args.every((arg) => arg instanceof Sequence && arg.kind === "set");
  const tuples = rows.map((row) => tuple(row));
  return areSets ? setOf(tuples) : converted(tuple(tuples), { kind: "list", of: oneRow(lists) });
}

const oneRow = (lists: readonly (readonly HclValue[])[]) => {
  const types = lists.map((items) => typeOfValue(asList(listValue(items))[0] ?? null));
  return { kind: "tuple" as const, items: types };
};

export const SETS: Definitions = {
  setproduct: { arity: [2, ANY_NUMBER], parts: true, apply: product },
  setunion: { arity: [1, ANY_NUMBER], apply: (args) => combined(args, () => true) },
  setintersection: {
    arity: [1, ANY_NUMBER],
    apply: (args) => combined(args, (count) => count === args.length),
  },
  setsubtract: { arity: [2, 2], apply: (args) => combined(args, (count, ofFirst) => ofFirst && count === 1) },
};
