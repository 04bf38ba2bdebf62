import { type Layer } from "../../core/layers";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type OtherChange, type ResourceChange } from "../change";
import { type Edit } from "../comparison/edit";
import { type Level } from "../line";
import { type Phrase } from "../phrase";

/** What a change means, in one sentence. */
export interface TopicLine {
  readonly level: Level;
  readonly layer: Layer;
  readonly address: string;
  readonly text: Phrase;
  /** The edits that it tells of. @default - all of its address */
  readonly edits?: readonly Edit[];
}

/** Both sides of a change. */
export interface Change {
  readonly before: EnvironmentPlan;
  readonly after: EnvironmentPlan;
  readonly resources: readonly ResourceChange[];
  readonly others: readonly OtherChange[];
}

/** One kind of thing that changes mean. */
export interface Topic {
  readonly title: string;
  readonly lines: (change: Change) => readonly TopicLine[];
}

/** A fact that holds on one side, by what makes it the same fact on the other. */
export type Facts<T> = ReadonlyMap<string, T>;

/** Facts that hold now and did not, and the other way round. */
export function gainedAndLost<T>(
  before: Facts<T>,
  after: Facts<T>,
): { readonly gained: T[]; readonly lost: T[] } {
  const without = (facts: Facts<T>, others: Facts<T>): T[] =>
    [...facts].flatMap(([key, fact]) => (others.has(key) ? [] : [fact]));
  return { gained: without(after, before), lost: without(before, after) };
}
