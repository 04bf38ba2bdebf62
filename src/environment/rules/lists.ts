import { type RuleProblem, forEach, forEachValue } from "../rule-problems";

/**
 * An entry that a list has twice, at any depth. All lists of an environment are sets: a second entry is a mistake, and would
 * become a second resource with the same address.
 */
export function listRules(config: object): readonly RuleProblem[] {
  return repeated(config, []);
}

function repeated(value: unknown, path: readonly (string | number)[]): readonly RuleProblem[] {
  if (Array.isArray(value)) {
    return forEach(value as readonly unknown[], (inner, index) => [
      ...(isRepeated(value, index)
        ? [{ path: [...path, index], expected: "each entry of the list once", fix: "remove the duplicate" }]
        : []),
      ...repeated(inner, [...path, index]),
    ]);
  }
  if (value === null || typeof value !== "object") return [];
  return forEachValue(value as Readonly<Record<string, unknown>>, (key, inner) =>
    repeated(inner, [...path, key]),
  );
}

const isRepeated = (list: readonly unknown[], index: number): boolean =>
  typeof list[index] !== "object" && list.indexOf(list[index]) < index;
