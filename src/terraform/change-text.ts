import { type Json } from "./stack-json";
import { LEAD, LONGEST, excerpt } from "./plans/excerpt";
import { hidden } from "./shown-value";

/** Values of a path as texts, without secrets. */
export const shownAt = (path: string) => ({
  /** The value as JSON. */
  text: (value: Json | undefined): string => valueText(path, value),
  /** An old and a new value as `OLD -> NEW`. Long texts are shown from where they differ. */
  change(was: Json | undefined, is: Json | undefined): string {
    const [before, after] = [valueText(path, was), valueText(path, is)];
    const from = Math.max(0, firstDifference(before, after) - LEAD);
    const start = before.length > LONGEST || after.length > LONGEST ? from : 0;
    return `${excerpt(before, start)} -> ${excerpt(after, start)}`;
  },
});

const valueText = (path: string, value: Json | undefined): string =>
  value === undefined ? "nothing" : JSON.stringify(hidden(value, path));

function firstDifference(one: string, other: string): number {
  let index = 0;
  while (index < one.length && one[index] === other[index]) index += 1;
  return index;
}
