import { isDeepStrictEqual } from "node:util";
import { type Json, type JsonObject } from "../../terraform/stack-json";
import { own } from "../../base/own";

/** A value of a file whose owner and whose generator may both change it. */
export interface MergedValue {
  readonly name: string;
  /** Result of the merge; undefined for a removed value. */
  readonly value: Json | undefined;
  readonly change: ValueChange;
  /** The value that the last hand-over generated. @default - it is not recorded */
  readonly was?: Json | undefined;
  /** The value in the folder. @default - the folder lacks it */
  readonly found?: Json | undefined;
  /** The value that a hand-over generates now. @default - the module has no such variable */
  readonly generated?: Json | undefined;
}

export type ValueChange =
  /** The folder has the generated value. */
  | "equal"
  /** Only the owner changed it. */
  | "owner's"
  /** Only the generator changed it. */
  | "updated"
  /** Both changed it; the value of the owner stays. */
  | "both"
  /** The folder lacks it. */
  | "added"
  /** The generator no longer has it. */
  | "removed"
  /** No hand-over generated it. */
  | "other";

/**
 * Merges the values of a file by name.
 *
 * @param was values that the last hand-over generated
 * @param isEdited whether the file is not as it was handed over. It tells the owner's values where `was` lacks one
 */
export function mergedOwnValues(
  was: JsonObject,
  found: JsonObject,
  generated: JsonObject,
  isEdited: boolean,
): MergedValue[] {
  const names = new Set([...Object.keys(found), ...Object.keys(generated)]);
  return [...names].map((name) => {
    const [before, now, next] = [own(was, name), own(found, name), own(generated, name)];
    const change = changeOf(before, now, next, isEdited);
    const value = VALUE_OF[change]({ now, next });
    return { name, value, change, was: before, found: now, generated: next };
  });
}

interface Sides {
  readonly now: Json | undefined;
  readonly next: Json | undefined;
}

const VALUE_OF: Readonly<Record<ValueChange, (sides: Sides) => Json | undefined>> = {
  equal: ({ next }) => next,
  updated: ({ next }) => next,
  added: ({ next }) => next,
  "owner's": ({ now }) => now,
  both: ({ now }) => now,
  other: ({ now }) => now,
  removed: () => undefined,
};

function changeOf(
  before: Json | undefined,
  now: Json | undefined,
  next: Json | undefined,
  isEdited: boolean,
): ValueChange {
  if (now === undefined) return "added";
  if (next === undefined) return before === undefined && isEdited ? "other" : "removed";
  if (isDeepStrictEqual(now, next)) return "equal";
  if (before === undefined) return isEdited ? "both" : "updated";
  if (isDeepStrictEqual(now, before)) return "updated";
  return isDeepStrictEqual(next, before) ? "owner's" : "both";
}
