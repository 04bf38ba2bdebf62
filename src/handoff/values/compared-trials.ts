import { type Json } from "../../terraform/stack-json";
import { type Path } from "../variables/variable";

/** A text, number or other plain value that some trial changes. */
export interface ChangedLeaf {
  readonly path: Path;
  /** The value in the stack, then in each trial. */
  readonly values: readonly Json[];
}

/** A key of a map that some trial changes. */
export interface ChangedKey {
  /** Place of the map. */
  readonly path: Path;
  /** The key in the stack, then in each trial. */
  readonly keys: readonly string[];
}

/** A place where a trial has other keys, blocks or a list of another length, and no other key has their place. */
export interface ChangedShape {
  readonly path: Path;
  readonly removed: readonly string[];
  /** New keys of each trial. */
  readonly added: readonly (readonly string[])[];
}

export interface ComparedTrials {
  readonly leaves: readonly ChangedLeaf[];
  readonly keys: readonly ChangedKey[];
  readonly shapes: readonly ChangedShape[];
}

/** The keys of each trial in place of one of the stack; undefined if none is. */
export type SameKey = (key: string, added: readonly (readonly string[])[]) => readonly string[] | undefined;

/** Compares a stack with trials of it. */
export function comparedTrials(stack: Json, trials: readonly Json[], sameKey: SameKey): ComparedTrials {
  const found = { leaves: [] as ChangedLeaf[], keys: [] as ChangedKey[], shapes: [] as ChangedShape[] };
  const visit = (path: Path, values: readonly Json[]): void => {
    const [value = null, ...others] = values;
    if (others.every((other) => other === value)) return;
    if (!values.every(isBranch) || new Set(values.map((each) => Array.isArray(each))).size > 1) {
      found.leaves.push({ path, values });
      return;
    }
    const [own, ...theirs] = values.map((each) => Object.keys(each).filter((key) => !isNote(path, key)));
    const keys = own ?? [];
    const removed = keys.filter((key) => theirs.some((each) => !each.includes(key)));
    const added = theirs.map((each) => each.filter((key) => !keys.includes(key)));
    const renamed =
      Array.isArray(value) || isOfBlocks(path)
        ? new Map<string, readonly string[]>()
        : renames(removed, added);
    const lost = removed.filter((key) => !renamed.has(key));
    const given = added.map((each, index) =>
      each.filter((key) => ![...renamed.values()].some((names) => names[index] === key)),
    );
    if (lost.length > 0 || given.some(({ length }) => length > 0))
      found.shapes.push({ path, removed: lost, added: given });
    for (const key of keys.filter((each) => !lost.includes(each))) {
      const names = [key, ...(renamed.get(key) ?? theirs.map(() => key))];
      if (renamed.has(key)) found.keys.push({ path, keys: names });
      visit(
        [...path, Array.isArray(value) ? Number(key) : key],
        values.map((each, index) => (each as Record<string, Json>)[names[index] ?? key] ?? null),
      );
    }
  };
  const renames = (removed: readonly string[], added: readonly (readonly string[])[]) =>
    new Map(
      removed.flatMap((key) => {
        const names = sameKey(key, added);
        return names ? [[key, names] as const] : [];
      }),
    );
  visit([], [stack, ...trials]);
  return found;
}

type Branch = Extract<Json, object>;

const isBranch = (value: Json): value is Branch => value !== null && typeof value === "object";

/** Notes of cdktf, and the settings of the backend, which have a file of their own. */
const isNote = (path: Path, key: string): boolean =>
  key === "//" || (path.length === 1 && path[0] === "terraform" && key === "backend");

/** Places whose keys are names of blocks, which no template can name. */
const isOfBlocks = ([section, ...rest]: Path): boolean => {
  if (section === undefined) return true;
  if (section === "resource" || section === "data") return rest.length < 2;
  return rest.length === 0;
};
