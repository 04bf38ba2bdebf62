import { withoutSecrets } from "./shown-value";
import { type Json } from "./stack-json";

/** An old and a new value of a path as `OLD -> NEW`, without secrets. Long texts are shown from where they differ. */
export function changeText(path: string, was: Json | undefined, is: Json | undefined): string {
  const [before, after] = [textOf(path, was), textOf(path, is)];
  const from = Math.max(0, firstDifference(before, after) - LEAD);
  const start = before.length > LONGEST || after.length > LONGEST ? from : 0;
  return `${excerpt(before, start)} -> ${excerpt(after, start)}`;
}

/** A value of a path as JSON, without secrets. */
export const textOf = (path: string, value: Json | undefined): string =>
  value === undefined ? "nothing" : JSON.stringify(withoutSecrets(path, value));

/** The beginning of a long text. */
export function excerpt(text: string, start = 0): string {
  // A side that ends before the difference is shown by its end.
  const begin = start >= text.length ? Math.max(0, text.length - LEAD) : start;
  const shown = text.slice(begin, begin + LONGEST);
  return `${begin > 0 ? "…" : ""}${shown}${begin + LONGEST < text.length ? "…" : ""}`;
}

/** Characters of a value that a line shows, and of those before a difference. */
const LONGEST = 80;
const LEAD = 20;

function firstDifference(one: string, other: string): number {
  let index = 0;
  while (index < one.length && one[index] === other[index]) index += 1;
  return index;
}
