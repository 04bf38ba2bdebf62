import { type Layer } from "../../base/layers";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type OtherChange, type ResourceChange } from "../change";
import { type CostReview } from "../stages/compare-cost";
import { type Edit } from "../comparison/edit";
import { type Harm } from "../stages/harm";
import { type Level } from "../stages/line";
import { type Phrase } from "../stages/phrase";

/** One effect of a change, in a sentence. */
export interface TopicLine {
  readonly level: Level;
  /** The end or disturbance that the change brings here. @default - that of the action on the block by itself */
  readonly harm?: Harm;
  readonly layer: Layer;
  readonly address: string;
  readonly text: Phrase;
  /** The edits that the line describes. @default - all edits of the address */
  readonly edits?: readonly Edit[];
}

/** Both sides of a change. */
export interface Change {
  readonly before: EnvironmentPlan;
  readonly after: EnvironmentPlan;
  readonly resources: readonly ResourceChange[];
  readonly others: readonly OtherChange[];
  /** @default - the cost is not compared */
  readonly cost?: CostReview;
}

/** One group of a review's lines. */
export interface Topic {
  readonly title: string;
  readonly lines: (change: Change) => readonly TopicLine[];
  /**
   * Whether the lines of this topic say all that is harmful in an edit, or in a block that is added, destroyed or replaced as a
   * whole: without a line it is harmless. An edit or block that no topic judges is a line of its own, which needs attention.
   *
   * @default - the topic judges the edits that its lines name
   */
  readonly judges?: (
    changed: ResourceChange | OtherChange,
    edit: Edit | undefined,
    change: Change,
  ) => boolean;
}

/** Facts of one side, by a key that identifies the same fact on the other side. */
export type Facts<T> = ReadonlyMap<string, T>;

/** Compares the facts of both sides. */
export function gainedAndLost<T>(
  before: Facts<T>,
  after: Facts<T>,
): { readonly gained: T[]; readonly lost: T[] } {
  const without = (facts: Facts<T>, others: Facts<T>): T[] =>
    [...facts].flatMap(([key, fact]) => (others.has(key) ? [] : [fact]));
  return { gained: without(after, before), lost: without(before, after) };
}
