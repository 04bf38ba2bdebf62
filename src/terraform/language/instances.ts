import { Mistake } from "../mistake";
import { numberOf } from "./values/convert";
import { HclMap, HclUnknown, type HclValue, Sequence, describeValue, object } from "./values/value";

/** An instance of a block, with the names that its arguments can use. */
export interface BlockInstance {
  /** `["a"]`, `[0]`, or nothing for the only one. */
  readonly key: string;
  readonly names: ReadonlyMap<string, HclValue>;
}

export const ONLY_INSTANCE: BlockInstance = { key: "", names: new Map() };

/** The block as written, for all of its instances. */
export const OPEN_INSTANCE: BlockInstance = {
  key: "",
  names: new Map(["each", "count"].map((name) => [name, new HclUnknown({ kind: "name", name })])),
};

/** Instances of a block with this `count`; undefined if their number is not known before an apply. */
export function countedInstances(count: HclValue): readonly BlockInstance[] | undefined {
  if (count instanceof HclUnknown) return undefined;
  return Array.from({ length: numberOfInstances(count) }, (_, index) => ({
    key: `[${index}]`,
    names: new Map([["count", object([["index", index]])]]),
  }));
}

/** The number that a `count` gives. */
export function numberOfInstances(count: HclValue): number {
  const number = numberOf(count);
  if (!Number.isInteger(number) || number < 0)
    throw new Mistake(`got count ${number}, expected a whole number of 0 or more`);
  return number;
}

/** Instances of a block with this `for_each`; undefined if their keys are not known before an apply. */
export function keyedInstances(forEach: HclValue): readonly BlockInstance[] | undefined {
  if (forEach instanceof HclUnknown) return undefined;
  return keysOf(forEach)?.map(([key, value]) => ({
    key: `[${JSON.stringify(key)}]`,
    names: new Map([
      [
        "each",
        object([
          ["key", key],
          ["value", value],
        ]),
      ],
    ]),
  }));
}

function keysOf(value: HclValue): (readonly [string, HclValue])[] | undefined {
  if (value instanceof HclMap) return [...value.entries];
  if (!(value instanceof Sequence) || value.kind !== "set")
    throw new Mistake(
      `got ${describeValue(value)} for for_each, expected a map, an object or a set of strings`,
    );
  if (value.items.some((item) => item instanceof HclUnknown)) return undefined;
  return value.items.map((item) => {
    if (typeof item !== "string")
      throw new Mistake(`got ${describeValue(item)} in for_each, expected strings only`);
    return [item, item] as const;
  });
}
