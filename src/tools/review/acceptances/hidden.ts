import { type Result, severityOf } from "../../../proof/checks/run";
import { type ReviewLine } from "../line";
import { type Phrase, say } from "../phrase";
import { verdictOf } from "../verdict";

/** Longest part of a message that a line shows. */
const LONGEST = 160;

/** The findings that an entry hides, and the verdict that the change would have without it. */
export function hides(findings: readonly Result[], others: readonly ReviewLine[]): Phrase {
  const [first, ...more] = findings;
  if (!first) return say`; it hides nothing today`;
  const { message } = first;
  const short = message.length > LONGEST ? `${message.slice(0, LONGEST)}…` : message;
  const rest = more.length === 0 ? [] : say` and ${more.length} more`;
  return say`; it hides the ${[severityOf({ ...first })]} ${short}${rest}; the verdict without it: ${[verdictWith(findings, others)]}`;
}

const verdictWith = (findings: readonly Result[], others: readonly ReviewLine[]): string =>
  verdictOf([...others, ...findings.map((): ReviewLine => ({ level: "attention", text: [] }))], true);
