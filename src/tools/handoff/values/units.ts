import { isRecord } from "../variables/schema-forms";
import { type Scalar } from "./scalars";

/**
 * Settings that trials change together: the same one of each element of a list or a map, and a minimum with its maximum, which rules
 * compare.
 */
export function unitsOf<Item>(items: readonly Item[], scalarOf: (item: Item) => Scalar): Item[][] {
  const units = new Map<string, Item[]>();
  for (const item of items) {
    const key = unitOf(scalarOf(item));
    units.set(key, [...(units.get(key) ?? []), item]);
  }
  return [...units.values()];
}

const unitOf = ({ path }: Scalar): string =>
  path
    .map((step, index) => (typeof step === "number" || isElement(path.slice(0, index)) ? "*" : step))
    .map((step) => String(step).replace(/^(min|max|requests|limits)/, ""))
    .join("\n");

const isElement = (path: Scalar["path"]): boolean => path[0] !== "tags" && isRecord(path);
