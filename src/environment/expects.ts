import { PREFIX, SEPARATOR } from "./loader/expectation";

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
