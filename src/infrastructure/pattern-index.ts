import { groupBy } from "../base/group-by";
import { haveCommonText, headOf } from "./wildcards";

/** An entry of an index, and its place in the given order. */
interface Entry<T> {
  readonly pattern: string;
  readonly head: string;
  readonly value: T;
  readonly place: number;
}

/**
 * IAM patterns in the order of their heads, the texts before all wildcards. Patterns have a text in common only if one head begins
 * with the other, so a search compares these alone: each model has patterns, and pairs of all models grow by the square.
 */
export class PatternIndex<T> {
  private readonly entries: readonly Entry<T>[];
  private readonly byHead: ReadonlyMap<string, readonly Entry<T>[]>;
  private readonly lengths: readonly number[];

  constructor(patterns: Iterable<readonly [pattern: string, value: T]>) {
    this.entries = [...patterns]
      .map(([pattern, value], place) => ({ pattern, head: headOf(pattern), value, place }))
      .sort((a, b) => compared(a.head, b.head));
    this.byHead = groupBy(this.entries, ({ head }) => head);
    this.lengths = [...new Set([...this.byHead.keys()].map(({ length }) => length))];
  }

  /** Values of the patterns that have a text in common with this one, in the given order. */
  alike(pattern: string): T[] {
    const head = headOf(pattern);
    return [...this.beginningOf(head), ...this.continuing(head)]
      .filter((entry) => haveCommonText(pattern, entry.pattern))
      .sort((a, b) => a.place - b.place)
      .map(({ value }) => value);
  }

  /** Entries whose head is a part of this one, from its begin. */
  private beginningOf(head: string): Entry<T>[] {
    return this.lengths
      .filter((length) => length < head.length)
      .flatMap((length) => this.byHead.get(head.slice(0, length)) ?? []);
  }

  /** Entries whose head begins with this one. They are adjacent. */
  private continuing(head: string): Entry<T>[] {
    let [from, to] = [0, this.entries.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (compared(this.entries[middle]?.head ?? "", head) < 0) from = middle + 1;
      else to = middle;
    }
    let end = from;
    while (this.entries[end]?.head.startsWith(head)) end += 1;
    return this.entries.slice(from, end);
  }
}

/** The order of characters, in which texts with the same begin are adjacent. */
const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
