/** What a schema gives zod as `error`, so that a problem can say what is expected and how to mend it. */
export interface Expectation {
  readonly expected: string;
  readonly fix: string;
}

/**
 * Message of a zod check in the user's words.
 * Length and range checks beside it need not be repeated: they are added where the type is described.
 *
 *     z.string().regex(/^\d{12}$/, expects("12 digits", 'quote it: "111122223333"'))
 *
 * A fix that depends on what is written is a function of that text.
 */
export function expects(expected: string, fix: string | ((given: string) => string)) {
  if (expected.includes(SEPARATOR)) {
    throw new Error(`what is expected may not contain "${SEPARATOR}": ${expected}`);
  }
  const message = (words: string): string => `${PREFIX}${expected}${SEPARATOR}${words}`;
  return {
    error:
      typeof fix === "string"
        ? message(fix)
        : ({ input }: { readonly input?: unknown }) => message(fix(typeof input === "string" ? input : "")),
  };
}

/** Reads back what `expects` wrote; undefined for any other message, such as zod's own. */
export function readExpectation(message: string): Expectation | undefined {
  const end = message.indexOf(SEPARATOR);
  if (!message.startsWith(PREFIX) || end < 0) {
    return undefined;
  }
  return { expected: message.slice(PREFIX.length, end), fix: message.slice(end + SEPARATOR.length) };
}

const PREFIX = "expected ";
const SEPARATOR = "; ";
