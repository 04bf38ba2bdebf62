import { type RuleProblem, forEach, forEachValue } from "../rule-problems";

/** Keys whose list is the words of a command: a program reads them in order, and two options can have equal values. */
const COMMANDS: ReadonlySet<unknown> = new Set(["command", "arguments", "args"]);

/**
 * An entry that a list has twice, at any depth. All other lists of an environment are sets: a second entry is a mistake, and
 * would become a second resource with the same address.
 */
export function listRules(config: object): readonly RuleProblem[] {
  return repeated(config, []);
}

function repeated(value: unknown, path: readonly (string | number)[]): readonly RuleProblem[] {
  if (Array.isArray(value)) {
    if (COMMANDS.has(path.at(-1))) return [];
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
