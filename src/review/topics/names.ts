import { type Phrase, say } from "../stages/phrase";

/** `aws_subnet.a`, or `aws_subnet.a and 3 more`; each name counts once. */
export function firstAndMore(names: readonly string[]): Phrase {
  const [first = "", ...rest] = [...new Set(names)];
  return rest.length === 0 ? say`${first}` : say`${first} and ${rest.length} more`;
}
