import { distinct } from "../../base/lists";
import {
  NOT_KNOWN,
  NotKnown,
  type Partial,
  SOME,
  amountOf,
  booleanIn,
  isCertain,
  isList,
  isMap,
  isScalar,
  numberIn,
} from "./partial-value";

/** Functions of Terraform that decide how many instances a block has, as Terraform evaluates them in a test. */
export const FUNCTIONS: Readonly<Record<string, (args: readonly Partial[]) => Partial>> = {
  concat: (lists) => (lists.every(isList) ? lists.flat(1) : someOf(lists)),
  contains: ([list, item]) => contains(list, item),
  distinct: ([list]) => unique(list),
  keys: ([map]) => (isMap(map) ? Object.keys(map).sort() : kept(map)),
  length: ([value]) => lengthOf(value),
  max: (values) => ofNumbers(values, Math.max),
  merge: (maps) => (maps.every(isMap) ? (Object.assign({}, ...maps) as Partial) : someOf(maps)),
  min: (values) => ofNumbers(values, Math.min),
  tobool: ([value = NOT_KNOWN]) => booleanIn(value) ?? NOT_KNOWN,
  tolist: ([value = NOT_KNOWN]) => value,
  tomap: ([value = NOT_KNOWN]) => value,
  tonumber: ([value = NOT_KNOWN]) => numberIn(value) ?? NOT_KNOWN,
  toset: ([value]) => unique(value, true),
  tostring: ([value = NOT_KNOWN]) => (isScalar(value) ? String(value) : NOT_KNOWN),
  values: ([map]) =>
    isMap(map)
      ? Object.keys(map)
          .sort()
          .map((key) => map[key] ?? null)
      : kept(map),
};

/** Whether a value has any items, where the items are not known. */
const kept = (value: Partial | undefined): Partial => (value instanceof NotKnown ? value : NOT_KNOWN);

const someOf = (values: readonly Partial[]): Partial =>
  values.some(
    (value) => (isList(value) || isMap(value) || value instanceof NotKnown) && amountOf(value) === "some",
  )
    ? SOME
    : NOT_KNOWN;

function contains(list: Partial | undefined, item: Partial | undefined): Partial {
  if (!isList(list) || item === undefined || !isScalar(item)) return NOT_KNOWN;
  if (list.includes(item)) return true;
  return list.every(isScalar) ? false : NOT_KNOWN;
}

/** Items once each. Two items that only Terraform knows may be equal. */
function unique(value: Partial | undefined, isSorted = false): Partial {
  if (!isList(value)) return kept(value);
  if (!value.every(isCertain)) return value.length === 1 ? value : SOME;
  const once = distinct(value);
  return isSorted && once.every(isScalar) ? [...once].sort() : once;
}

function lengthOf(value: Partial | undefined): Partial {
  if (typeof value === "string") return [...value].length;
  return isList(value) || isMap(value) ? Object.keys(value).length : kept(value);
}

function ofNumbers(values: readonly Partial[], apply: (...numbers: number[]) => number): Partial {
  const numbers = values.flatMap((value) => numberIn(value) ?? []);
  return numbers.length === values.length && numbers.length > 0 ? apply(...numbers) : NOT_KNOWN;
}
