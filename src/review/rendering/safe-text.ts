import { printable } from "../../environment/problems";
import { HIDDEN, holdsSecret } from "../../terraform/shown-value";

/** Maximum characters of a value on a page. */
const LONGEST = 240;

/** Prepares a value for output: one line, no control characters, no secrets. */
export function safeText(value: string): string {
  if (holdsSecret(value)) return HIDDEN;
  const text = printable(value, LONGEST);
  return text === "" ? "(empty)" : text;
}
