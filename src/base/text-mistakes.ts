/** The first mistake in a text. */
interface TextMistake {
  /** Offset of the mistake; the end of the text where something is missing. */
  readonly offset: number;
  /** For JSON the message of `JSON.parse`, without position and quoted text. */
  readonly what: string;
}

/** Far deeper than any configuration or plan. Readers of deeper values would use up the stack. */
const MOST_LEVELS = 500;

const TOO_DEEP = `values nested more than ${MOST_LEVELS} levels deep`;

const CLOSING: Readonly<Record<string, string>> = { "{": "}", "[": "]", "(": ")" };
const MARKS = /[[\](){}]|(?:[!-]\s*){500}/g;

/**
 * The mistake in a text of JSON or HCL that is nested deeper than that, undefined for any other.
 * Brackets in quoted texts count: they may be templates, policies or YAML. A bracket that nothing
 * closes ends with the one around it, as in a color code of a script.
 */
export function tooDeep(text: string): TextMistake | undefined {
  const open: string[] = [];
  for (const { 0: mark, index } of text.matchAll(MARKS)) {
    const closing = CLOSING[mark];
    if (mark.length > 1 || (closing !== undefined && open.push(closing) > MOST_LEVELS))
      return { offset: index, what: TOO_DEEP };
    const opening = closing === undefined ? open.lastIndexOf(mark) : -1;
    if (opening >= 0) open.length = opening;
  }
  return undefined;
}

/** The first syntax error in a text, or the place where its values are too deep; undefined for JSON that can be read. */
export function jsonMistake(text: string): TextMistake | undefined {
  const deep = tooDeep(text);
  if (deep) return deep;
  const message = complaint(text);
  if (message === undefined) return undefined;
  return {
    // text that is missing at the end is reported before the last line break
    offset: Math.min(offsetOf(text, message), text.trimEnd().length),
    what: message.replace(/( in JSON)? at position \d[^]*$/, "").replace(/, [^]* is not valid JSON$/, ""),
  };
}

const UNEXPECTED = "Unexpected token";

/**
 * `JSON.parse` reports the position, except for an unexpected token. That token is found by bisection: the shortest
 * prefix of the text that already has the error ends with it.
 */
function offsetOf(text: string, message: string): number {
  const reported = /at position (\d+)/.exec(message)?.[1];
  if (reported !== undefined) return Number(reported);
  if (!message.startsWith(UNEXPECTED)) return text.length;
  let [before, beyond] = [0, text.length];
  while (beyond - before > 1) {
    const middle = (before + beyond) >> 1;
    if (complaint(text.slice(0, middle))?.startsWith(UNEXPECTED)) beyond = middle;
    else before = middle;
  }
  return before;
}

function complaint(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
