/** The expected form of a value, and the fix: passed to zod as `error` and read back for the problem. */
export interface Expectation {
  readonly expected: string;
  readonly fix: string;
}

/** Parses a message of `expects`; undefined for any other message, such as zod's own. */
export function readExpectation(message: string): Expectation | undefined {
  const end = message.indexOf(SEPARATOR);
  if (!message.startsWith(PREFIX) || end < 0) {
    return undefined;
  }
  return { expected: message.slice(PREFIX.length, end), fix: message.slice(end + SEPARATOR.length) };
}

export const PREFIX = "expected ";

export const SEPARATOR = "; ";
