import { groupBy } from "../base/group-by";
import { headOf } from "./identity/iam/pattern-head";

/**
 * True if some text matches both IAM patterns, in which `*` is any text and `?` any character (IAM
 * user guide, IAM JSON policy elements: Resource, read 2026-11-23). A variable of IAM, such as
 * `$${aws:username}`, counts as any text. A reference that Terraform resolves at the apply has a
 * value of its own, equal to that of the same reference only.
 */
export function haveCommonText(first: string, second: string): boolean {
  if (first === second) return true;
  if (!haveCommonStart(first, second)) return false;
  const [a, b] = [first, second].map((pattern) => [...pattern.replace(/\$\$\{[^{}]*\}/g, "*")]);
  if (!a || !b) return false;
  // Whether the characters of `a` so far and the first n of `b` match a common text.
  let row = [true];
  for (const other of b) row.push(other === "*" && row.at(-1) === true);
  for (const own of a) {
    const above = row;
    row = [own === "*" && above[0] === true];
    b.forEach((other, n) => {
      const fits = own === other || own === "?" || other === "?";
      const common =
        own === "*" || other === "*" ? above[n + 1] === true || row[n] === true : fits && above[n] === true;
      row.push(common);
    });
  }
  return row.at(-1) === true;
}

/** False if the texts before all wildcards differ, which decides most pairs without a look at each character. */
function haveCommonStart(first: string, second: string): boolean {
  const [a, b] = [headOf(first), headOf(second)];
  return a.startsWith(b) || b.startsWith(a);
}

/** True if every text that the second pattern matches also matches the first one. Each `${…}` is a text of its own. */
export function covers(wide: string, narrow: string): boolean {
  if (wide === narrow) return true;
  if (!/[*?]/.test(wide)) return false;
  // A character covers itself alone.
  const head = headOf(wide);
  if (!narrow.startsWith(head)) return false;
  const [own, other] = [tokensOf(wide.slice(head.length)), tokensOf(narrow.slice(head.length))];
  // Whether the first tokens of `wide` cover the first n of `narrow`.
  let row = other.reduce<boolean[]>((heads) => [...heads, false], [true]);
  for (const token of own) {
    const above = row;
    row = [token === "*" && above[0] === true];
    for (const [n, asked] of other.entries()) {
      const isOne = token === asked || (token === "?" && asked !== "*");
      row.push(
        token === "*"
          ? above[n + 1] === true || row[n] === true
          : isOne && token !== "*" && above[n] === true,
      );
    }
  }
  return row.at(-1) === true;
}

/** Characters of a pattern; of adjacent wildcards first each `?`, then one `*`, so that equal patterns have equal tokens. */
const tokensOf = (pattern: string): string[] => [
  ...pattern.replace(/[*?]{2,}/g, (run) => {
    const ones = run.replaceAll("*", "");
    return ones.length === run.length ? ones : `${ones}*`;
  }),
];

/** An answer that is not the same for each text of a pattern depends on this. */
export const openPart = (asked: string): string => `which of ${asked} is used`;

/** An entry of an index, and its place in the given order. */
interface Entry<T> {
  readonly pattern: string;
  readonly head: string;
  readonly value: T;
  readonly place: number;
}

/**
 * IAM patterns in the order of their heads, the texts before all wildcards. Patterns have a text in
 * common only if one head begins with the other, so a search compares these alone: each model has
 * patterns, and pairs of all models grow by the square.
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
  overlapping(pattern: string): T[] {
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
