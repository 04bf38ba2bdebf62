import { TOO_DEEP, tooDeepAt } from "./nesting";

/** The first syntax error in a JSON text. */
export interface JsonMistake {
  /** Offset of the error in the text; the end of the text where something is missing. */
  readonly offset: number;
  /** The message of `JSON.parse`, without position and quoted text. */
  readonly what: string;
}

/** The first syntax error in a text, or the place where its values are too deep; undefined for JSON that can be read. */
export function jsonMistake(text: string): JsonMistake | undefined {
  const deep = tooDeepAt(text);
  if (deep !== undefined) return { offset: deep, what: TOO_DEEP };
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
