/** Far deeper than any configuration or plan. Readers of deeper values would use up the stack. */
export const MOST_LEVELS = 500;

/** The mistake in a text with deeper values. */
export const TOO_DEEP = `values nested more than ${MOST_LEVELS} levels deep`;

const CLOSING: Readonly<Record<string, string>> = { "{": "}", "[": "]", "(": ")" };
const MARKS = /[[\](){}]|(?:[!-]\s*){500}/g;

/**
 * The offset at which a text of JSON or HCL is nested deeper than that, undefined for any other. Brackets in quoted texts count: they
 * may be templates, policies or YAML. A bracket that nothing closes ends with the one around it, as in a color code of a script.
 */
export function tooDeepAt(text: string): number | undefined {
  const open: string[] = [];
  for (const { 0: mark, index } of text.matchAll(MARKS)) {
    const closing = CLOSING[mark];
    if (mark.length > 1 || (closing !== undefined && open.push(closing) > MOST_LEVELS)) return index;
    const opening = closing === undefined ? open.lastIndexOf(mark) : -1;
    if (opening >= 0) open.length = opening;
  }
  return undefined;
}
