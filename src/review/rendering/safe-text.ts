import { printable } from "../../environment/problems";
import { HIDDEN } from "../../terraform/shown-value";
import { secretLooksIn } from "../../terraform/secret-looks";

/** Maximum characters of a value on a page. */
const LONGEST = 240;

/** Prepares a value for output: one line, no control characters, no secrets. */
export function safeText(value: string): string {
  if (secretLooksIn(value).what !== undefined) return HIDDEN;
  const text = printable(value, LONGEST);
  return text === "" ? "(empty)" : text;
}
