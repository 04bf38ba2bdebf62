import { groupBy } from "../../base/group-by";
import { isRecord } from "../variables/schema-forms";
import { type Scalar } from "./scalars";

/**
 * Settings that trials change together: the same one of each element of a list or a map, and a minimum with its maximum, which rules
 * compare.
 */
export const scalarUnits = <Item>(items: readonly Item[], scalarOf: (item: Item) => Scalar): Item[][] =>
  groupsOf(items, (item) => unitOf(scalarOf(item)));

/** Two halves of settings: units stay whole, then the settings of one element, then a minimum with its maximum, which have no halves. */
export function halvesOf<Item>(items: readonly Item[], scalarOf: (item: Item) => Scalar): Item[][] {
  const groups = [
    scalarUnits(items, scalarOf),
    groupsOf(items, (item) => scalarOf(item).path.slice(0, -1).join("\n")),
    groupsOf(items, (item) => pairOf(scalarOf(item).path)),
  ].find(({ length }) => length > 1);
  if (!groups) return [];
  const middle = Math.ceil(groups.length / 2);
  return [groups.slice(0, middle).flat(), groups.slice(middle).flat()];
}

const groupsOf = <Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] => [
  ...groupBy(items, keyOf).values(),
];

const unitOf = ({ path }: Scalar): string =>
  pairOf(
    path.map((step, index) => (typeof step === "number" || isElement(path.slice(0, index)) ? "*" : step)),
  );

const pairOf = (path: Scalar["path"]): string =>
  path.map((step) => String(step).replace(/^(min|max|requests|limits)/, "")).join("\n");

const isElement = (path: Scalar["path"]): boolean => path[0] !== "tags" && isRecord(path);
