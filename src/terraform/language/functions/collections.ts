import { counted } from "../../../base/counted";
import { Mistake } from "../../mistake";
import { converted, numberOf, valueKey, valueText } from "../values/convert";
import { ANY_TYPE, typeOfValue, unified } from "../values/types";
import {
  HclMap,
  type HclValue,
  Sequence,
  byBytes,
  describeValue,
  exact,
  hasUnknown,
  listValue,
  object,
  tuple,
} from "../values/value";
import { areEqual } from "../operators";
import { ANY_NUMBER, type Definitions, entriesOfValue, isUnknownValue, itemsIn } from "./function";

/** A list if all are lists of one type, or else a tuple. */
function concatenated(args: readonly HclValue[]): HclValue | undefined {
  if (args.some(isUnknownValue)) return undefined;
  if (args.some((arg) => arg instanceof Sequence && arg.kind === "set"))
    throw new Mistake("got a set, expected lists or tuples");
  const items = args.flatMap((arg) => itemsIn(arg));
  const areLists = args.every((arg) => arg instanceof Sequence && arg.kind === "list");
  return areLists && unified(args.map(typeOfValue))
    ? converted(tuple(items), { kind: "list", of: ANY_TYPE })
    : tuple(items);
}

function merged(args: readonly HclValue[]): HclValue | undefined {
  if (args.some(isUnknownValue)) return undefined;
  const given = args.filter((arg) => arg !== null);
  const entries = given.flatMap((arg) => [...entriesOfValue(arg)]);
  const areMaps = given.length > 0 && given.every((arg) => arg instanceof HclMap && arg.kind === "map");
  return areMaps && unified(given.map(typeOfValue))
    ? converted(object(entries), { kind: "map", of: ANY_TYPE })
    : object(entries);
}

function flattened([value]: readonly HclValue[]): HclValue | undefined {
  const items: HclValue[] = [];
  let isOpen = isUnknownValue(value);
  const add = (item: HclValue): void => {
    if (item instanceof Sequence) item.items.forEach(add);
    // An unknown item can be a list.
    else if (isUnknownValue(item) && !isScalar(item)) isOpen = true;
    else items.push(item);
  };
  if (!isUnknownValue(value)) itemsIn(value).forEach(add);
  return isOpen ? undefined : tuple(items);
}

/** A text with parts, which is no list even if the parts are unknown. */
const isScalar = (value: HclValue): boolean => isUnknownValue(value) && value.expression.kind === "template";

function lookedUp([map, key = null, fallback]: readonly HclValue[]): HclValue | undefined {
  if (isUnknownValue(map) || isUnknownValue(key)) return undefined;
  const found = entriesOfValue(map).get(valueText(key));
  const other = fallback === undefined || !(map instanceof HclMap) ? fallback : inMap(map, fallback);
  if (found !== undefined) return found;
  if (other === undefined) throw new Mistake(`got the key ${valueText(key)}, expected one of the map`);
  return other;
}

/** A value in the type of the map's values. An object has values of any type. */
function inMap(map: HclMap, fallback: HclValue): HclValue {
  if (map.kind === "object") return fallback;
  const of = unified([...map.entries.values()].map(typeOfValue)) ?? ANY_TYPE;
  return converted(fallback, of);
}

function elementAt([items, index = null]: readonly HclValue[]): HclValue | undefined {
  if (isUnknownValue(items) || isUnknownValue(index)) return undefined;
  if (items instanceof Sequence && items.kind === "set") throw new Mistake("got a set, expected a list");
  const all = itemsIn(items);
  const at = whole(index);
  if (all.length === 0) throw new Mistake("got an empty list");
  const isList = items instanceof Sequence && items.kind === "list";
  // Terraform fails at an index of a tuple below 0, except at multiples of the length.
  if (!isList && at % all.length < 0) throw new Mistake("got a negative index");
  return all[((at % all.length) + all.length) % all.length] ?? null;
}

export function whole(value: HclValue | undefined): number {
  const number = numberOf(value ?? null);
  if (!Number.isInteger(number)) throw new Mistake(`got ${number}, expected a whole number`);
  return number;
}

function indexOf([items, wanted = null]: readonly HclValue[]): HclValue {
  if (items instanceof Sequence && items.kind === "set") throw new Mistake("got a set, expected a list");
  const found = itemsIn(items).findIndex((item) => areEqual(item, wanted));
  if (found < 0) throw new Mistake(`got ${describeValue(wanted)}, expected an item of the list`);
  return found;
}

function sliced([items, from, to]: readonly HclValue[]): HclValue | undefined {
  if (isUnknownValue(items) || isUnknownValue(from) || isUnknownValue(to)) return undefined;
  if (items instanceof Sequence && items.kind === "set") throw new Mistake("got a set, expected a list");
  const [all, start, end] = [itemsIn(items), whole(from), whole(to)];
  if (start < 0 || start > end || end > all.length)
    throw new Mistake(`got ${start} to ${end}, expected 0 to ${all.length}`);
  return items instanceof Sequence ? new Sequence(items.kind, all.slice(start, end)) : undefined;
}

function ranged(args: readonly HclValue[]): HclValue {
  const numbers = args.map((arg) => numberOf(arg));
  const [start = 0, end = 0] = numbers.length === 1 ? [0, ...numbers] : numbers;
  const step = numbers[2] ?? (end < start ? -1 : 1);
  if (step === 0 || (end < start && step > 0) || (end > start && step < 0))
    throw new Mistake("got a step that leads away from the end");
  const items: number[] = [];
  for (let at = start; step > 0 ? at < end : at > end; at = exact(at + step)) {
    if (items.length >= 1024) throw new Mistake("got more than 1024 numbers");
    items.push(at);
  }
  return listValue(items, { kind: "number" });
}

function zipped([keys, values]: readonly HclValue[]): HclValue | undefined {
  if (isUnknownValue(keys) || isUnknownValue(values) || hasUnknown(keys ?? null)) return undefined;
  if (values instanceof Sequence && values.kind === "set") throw new Mistake("got a set, expected a list");
  const [names, items] = [itemsIn(keys), itemsIn(values)];
  if (names.length !== items.length)
    throw new Mistake(`got ${counted(names.length, "key")} and ${counted(items.length, "value")}`);
  const entries = names.map((name, index) => [valueText(name), items[index] ?? null] as const);
  return values instanceof Sequence && values.kind === "list" ? new HclMap("map", entries) : object(entries);
}

function reversed([items]: readonly HclValue[]): HclValue | undefined {
  if (isUnknownValue(items)) return undefined;
  const result = [...itemsIn(items)].reverse();
  return items instanceof Sequence && items.kind === "tuple" ? tuple(result) : listValue(result);
}

function chunked([items, size]: readonly HclValue[]): HclValue | undefined {
  if (isUnknownValue(items) || isUnknownValue(size)) return undefined;
  const [all, length] = [asList(items), whole(size)];
  if (length < 0) throw new Mistake("got a negative size");
  const of = { kind: "list", of: ANY_TYPE } as const;
  if (length === 0) return listValue([listValue(all)], of);
  const chunks = all.flatMap((_, index) =>
    index % length === 0 ? [listValue(all.slice(index, index + length))] : [],
  );
  return listValue(chunks, of);
}

function distinctItems([items]: readonly HclValue[]): HclValue {
  const found = new Map<string, HclValue>();
  for (const item of asList(items)) if (!found.has(valueKey(item))) found.set(valueKey(item), item);
  return listValue([...found.values()]);
}

/** Items of a list of one type. */
export const asList = (value: HclValue | undefined): readonly HclValue[] =>
  itemsIn(converted(listValue(itemsIn(value)), { kind: "list", of: ANY_TYPE }));

/** A list of texts, also if it is empty. */
const textList = (texts: readonly string[]): HclValue => listValue(texts, { kind: "string" });

const asTexts = (value: HclValue | undefined): readonly string[] =>
  itemsIn(value).map((item) => valueText(item));

function transposed([map]: readonly HclValue[]): HclValue {
  const result = new Map<string, HclValue[]>();
  for (const [key, values] of entriesOfValue(map))
    for (const value of asTexts(values)) result.set(value, [...(result.get(value) ?? []), key]);
  return new HclMap(
    "map",
    [...result].map(([key, values]) => [key, listValue(values)] as const),
  );
}

function matchedKeys([values, keys, wanted]: readonly HclValue[]): HclValue {
  const names = asList(keys).map(valueKey);
  const searched = new Set(asList(wanted).map(valueKey));
  if (names.length !== itemsIn(values).length) throw new Mistake("got lists of different lengths");
  return listValue(itemsIn(values).filter((_, index) => searched.has(names[index] ?? "")));
}

function contained([items, wanted = null]: readonly HclValue[]): HclValue | undefined {
  if (isUnknownValue(items) || isUnknownValue(wanted)) return undefined;
  const all = itemsIn(items);
  if (all.some((item) => areEqual(item, wanted))) return true;
  return all.some(hasUnknown) ? undefined : false;
}

export const COLLECTIONS: Definitions = {
  concat: { arity: [1, ANY_NUMBER], parts: true, apply: concatenated },
  merge: { arity: [0, ANY_NUMBER], nulls: true, parts: true, apply: merged },
  flatten: { arity: [1, 1], parts: true, apply: flattened },
  keys: {
    arity: [1, 1],
    parts: true,
    apply: ([map]) => (isUnknownValue(map) ? undefined : keysOf(map)),
  },
  values: { arity: [1, 1], parts: true, apply: ([map]) => (isUnknownValue(map) ? undefined : valuesOf(map)) },
  lookup: { arity: [2, 3], nulls: true, parts: true, apply: lookedUp },
  contains: { arity: [2, 2], parts: true, apply: contained },
  element: { arity: [2, 2], parts: true, apply: elementAt },
  index: { arity: [2, 2], apply: indexOf },
  slice: { arity: [3, 3], parts: true, apply: sliced },
  range: { arity: [1, 3], apply: ranged },
  zipmap: { arity: [2, 2], parts: true, apply: zipped },
  reverse: { arity: [1, 1], parts: true, apply: reversed },
  chunklist: { arity: [2, 2], parts: true, apply: chunked },
  compact: {
    arity: [1, 1],
    apply: ([items]) => {
      const texts = itemsIn(converted(items ?? null, { kind: "list", of: { kind: "string" } }));
      return textList(texts.flatMap((item) => (item === null || item === "" ? [] : [valueText(item)])));
    },
  },
  distinct: { arity: [1, 1], apply: distinctItems },
  sort: { arity: [1, 1], apply: ([items]) => textList([...asTexts(items)].sort(byBytes)) },
  transpose: { arity: [1, 1], apply: transposed },
  matchkeys: { arity: [3, 3], apply: matchedKeys },
};

function keysOf(map: HclValue | undefined): HclValue {
  const keys = [...entriesOfValue(map).keys()];
  return map instanceof HclMap && map.kind === "map" ? textList(keys) : tuple(keys);
}

function valuesOf(map: HclValue | undefined): HclValue {
  const values = [...entriesOfValue(map).values()];
  return map instanceof HclMap && map.kind === "map" ? listValue(values) : tuple(values);
}
