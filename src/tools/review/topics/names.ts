import { type Phrase, say } from "../phrase";

/** `a`, or `a and 3 more`. */
export function firstAndMore(names: readonly string[]): Phrase {
  const [first = "", ...rest] = [...new Set(names)];
  return rest.length === 0 ? say`${first}` : say`${first} and ${rest.length} more`;
}
