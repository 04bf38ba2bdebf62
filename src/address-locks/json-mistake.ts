/** Why a text is no JSON. */
export interface JsonMistake {
  /** Where in the text: at a character of it, or at its end. */
  readonly offset: number;
  /** In the words of `JSON.parse`, without the place and the text around it. */
  readonly what: string;
}

/** The first thing in a text that is no JSON; undefined where all of it is. */
export function jsonMistake(text: string): JsonMistake | undefined {
  const message = complaint(text);
  if (message === undefined) return undefined;
  return {
    // what is missing at the end is missing before the last line break
    offset: Math.min(offsetOf(text, message), text.trimEnd().length),
    what: message.replace(/( in JSON)? at position \d[^]*$/, "").replace(/, [^]* is not valid JSON$/, ""),
  };
}

const UNEXPECTED = "Unexpected token";

/** The place is in the message, but for a token: there the text stops being the beginning of a JSON. */
function offsetOf(text: string, message: string): number {
  const told = /at position (\d+)/.exec(message)?.[1];
  if (told !== undefined) return Number(told);
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
