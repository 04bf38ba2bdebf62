import { printable } from "../../config/loader/problems";
import { HIDDEN, holdsSecret } from "../shown-value";

/** As long as a value may be on a page. */
const LONGEST = 240;

/** A value on one line, without what would steer a terminal, and without secrets. */
export function safeText(value: string): string {
  if (holdsSecret(value)) return HIDDEN;
  const text = printable(value, LONGEST);
  return text === "" ? "(empty)" : text;
}
