import { units as SECONDS } from "./units-of-durations.json";

/** Whether an alert with another expression fires in all cases that it fired in. */
export type Firing = "earlier" | "later" | "unknown";

interface Token {
  readonly text: string;
  /** Number of open brackets around it. */
  readonly depth: number;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[A-Za-z_:][\w:]*|\d[\w.]*|[<>=!~]+|[()[\]{}]|\S/g;

/**
 * Compares expressions of Prometheus that differ in limits outside of brackets: a lower limit after `>` is passed earlier. Each other
 * difference is unknown, and so is each expression in which a true part makes the whole false.
 */
export function firingOf(before: string, after: string): Firing {
  const [old, now] = [tokensIn(before), tokensIn(after)];
  if (old.length !== now.length || old.some(({ text }) => text === "unless" || text === "bool"))
    return "unknown";
  const found = new Set<Firing>();
  old.forEach(({ text, depth }, index) => {
    const other = now[index]?.text ?? "";
    if (text === other) return;
    const [operator, follows] = [old[index - 1]?.text ?? "", old[index + 1]?.text];
    const isLimit = depth === 0 && (follows === undefined || /^(and|or)$/.test(follows));
    const difference = Number(other) - Number(text);
    if (!isLimit || !/^[<>]=?$/.test(operator) || Number.isNaN(difference)) found.add("unknown");
    else found.add(operator.startsWith(">") === difference < 0 ? "earlier" : "later");
  });
  return found.size === 1 ? ([...found][0] ?? "unknown") : found.has("later") ? "later" : "unknown";
}

function tokensIn(expression: string): Token[] {
  let depth = 0;
  return [...expression.matchAll(TOKEN)].map(([text]) => {
    if (/^[)\]}]$/.test(text)) depth -= 1;
    const token = { text, depth };
    if (/^[([{]$/.test(text)) depth += 1;
    return token;
  });
}

/** Seconds of a duration such as `1h30m`; 0 without one, and undefined for other texts. */
export function durationSeconds(duration: string | undefined): number | undefined {
  if (duration === undefined || duration === "0") return 0;
  if (!/^(\d+(ms|[smhdwy]))+$/.test(duration)) return undefined;
  return [...duration.matchAll(/(\d+)(ms|[smhdwy])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (SECONDS[unit as keyof typeof SECONDS] ?? 0),
    0,
  );
}
