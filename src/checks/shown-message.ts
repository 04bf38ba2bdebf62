/** The word for a value that is not there, as in `its type is (none), expected A`. */
const NONE = "(none)";

/**
 * The message of a finding as reports show it. Checks write values of blocks as they are, and those
 * of an owner may be empty, or a block where a text belongs: a gap in a sentence gets a word. The
 * id of a finding follows from the message without it.
 */
export const shownMessage = (message: string): string =>
  message
    .replaceAll("[object Object]", "(a block)")
    .replace(/\b(?:undefined|NaN)\b(?!["'])/g, NONE)
    .replace(/^ /, "it ")
    .replace(/(?<=\S) $|(?<=[\w)]) (?=[,;:](?:\s|$))/g, ` ${NONE}`)
    .replace(/(?<=\S) {2}(?=\S)/g, ` ${NONE} `);
