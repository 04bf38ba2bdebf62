import { converted, setOf, valueKey } from "../values/convert";
import { Mistake } from "../../mistake";
import { ANY_TYPE, typeOfValue, unified } from "../values/types";
import { type HclValue, Sequence, type Type, listValue, tuple } from "../values/value";
import { asList } from "./collections";
import { ANY_NUMBER, type Definitions, isUnknownValue, itemsIn } from "./function";

/** Sets, converted to one type of items, which an empty one has too. */
function setsOfOneType(args: readonly HclValue[]): readonly HclValue[] {
  const sets = args.map((arg) => converted(listValue(itemsIn(arg), itemType(arg)), ANY_LIST));
  const type = unified(sets.map(typeOfValue));
  if (!type) throw new Mistake("got sets of different types");
  return sets.map((set) => converted(set, type));
}

const ANY_LIST = { kind: "list", of: ANY_TYPE } as const;

const itemType = (value: HclValue): Type | undefined => (value instanceof Sequence ? value.of : undefined);

function combined(
  args: readonly HclValue[],
  isWanted: (counts: number, ofFirst: boolean) => boolean,
): HclValue {
  const all = setsOfOneType(args);
  const sets = all.map((each) => new Map(itemsIn(each).map((item) => [valueKey(item), item] as const)));
  const items = new Map(sets.flatMap((each) => [...each]));
  const wanted = [...items].filter(([key]) =>
    isWanted(sets.filter((items) => items.has(key)).length, sets[0]?.has(key) ?? false),
  );
  return setOf(
    wanted.map(([, item]) => item),
    itemType(all[0] ?? null),
  );
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
