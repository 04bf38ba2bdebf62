import { type Result, severityOf } from "../../checks/run";
import { type Harm } from "../stages/harm";
import { type ReviewLine } from "../stages/line";
import { type Phrase, say } from "../stages/phrase";
import { reviewVerdict } from "../stages/verdict";

/** Longest part of a message that a line shows. */
const LONGEST = 160;

/** The review without its entries. */
export interface Accepting {
  /** The findings of the after side that something accepts. */
  readonly waived: readonly Result[];
  /** All lines besides those of entries. */
  readonly others: readonly ReviewLine[];
  /** The harm of a finding, if it is new. */
  readonly harmOf: (result: Result) => Harm | undefined;
}

/** The findings that an entry hides, and the verdict that the change would have without it. */
export function hides(findings: readonly Result[], accepting: Omit<Accepting, "waived">): Phrase {
  const [first, ...more] = findings;
  if (!first) return say`; it hides nothing today`;
  const { message } = first;
  const short = message.length > LONGEST ? `${message.slice(0, LONGEST)}…` : message;
  const rest = more.length === 0 ? [] : say` and ${more.length} more`;
  return say`; it hides the ${[severityOf({ ...first })]} ${short}${rest}; the verdict without it: ${[verdictWith(findings, accepting)]}`;
}

function verdictWith(findings: readonly Result[], { others, harmOf }: Omit<Accepting, "waived">): string {
  const lines = findings.map((result): ReviewLine => {
    const harm = harmOf(result);
    return { level: "attention", ...(harm ? { harm } : {}), text: [] };
  });
  return reviewVerdict([...others, ...lines], true);
}
