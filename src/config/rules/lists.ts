import { type RuleProblem } from "../loader/load";

/**
 * An entry that a list has twice, at any depth. All lists of an environment are sets: a second entry is a mistake, and would
 * become a second resource with the same address.
 */
export function listRules(config: object): RuleProblem[] {
  return repeated(config, []);
}

function repeated(value: unknown, path: readonly (string | number)[]): RuleProblem[] {
  if (value === null || typeof value !== "object") return [];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, inner]: [string | number, unknown]): RuleProblem[] => [
    ...(Array.isArray(value) && isRepeated(value, Number(key))
      ? [{ path: [...path, key], expected: "each entry of the list once", fix: "remove the duplicate" }]
      : []),
    ...repeated(inner, [...path, key]),
  ]);
}

const isRepeated = (list: readonly unknown[], index: number): boolean =>
  typeof list[index] !== "object" && list.indexOf(list[index]) < index;
