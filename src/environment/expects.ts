/** The expected form of a value, and the fix: passed to zod as `error` and read back for the problem. */
export interface Expectation {
  readonly expected: string;
  readonly fix: string;
}

/**
 * Message of a zod check in terms of the configuration.
 * It need not repeat the length and range checks of the schema: the description of the type includes them.
 *
 *     z.string().regex(/^\d{12}$/, expects("12 digits", 'quote it: "111122223333"'))
 *
 * A fix that depends on the value is a function of its text.
 */
export function expects(expected: string, fix: string | ((given: string) => string)) {
  if (expected.includes(SEPARATOR)) {
    throw new Error(`an expectation must not contain "${SEPARATOR}": ${expected}`);
  }
  const message = (words: string): string => `${PREFIX}${expected}${SEPARATOR}${words}`;
  return {
    error:
      typeof fix === "string"
        ? message(fix)
        : ({ input }: { readonly input?: unknown }) => message(fix(typeof input === "string" ? input : "")),
  };
}

/** Parses a message of `expects`; undefined for any other message, such as zod's own. */
export function readExpectation(message: string): Expectation | undefined {
  const end = message.indexOf(SEPARATOR);
  if (!message.startsWith(PREFIX) || end < 0) {
    return undefined;
  }
  return { expected: message.slice(PREFIX.length, end), fix: message.slice(end + SEPARATOR.length) };
}

const PREFIX = "expected ";
const SEPARATOR = "; ";
