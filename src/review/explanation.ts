import { type Json } from "../terraform-json/stack-json";

/** Texts that stand on one side only. */
export interface Difference {
  readonly lost: readonly string[];
  readonly gained: readonly string[];
}

/** What two values do not have in common; an item of a list in a text counts as one of a list. */
export function differenceOf(before: Json | undefined, after: Json | undefined): Difference {
  const [was, is] = [textsIn(before ?? null), textsIn(after ?? null)];
  return { lost: without(was, is), gained: without(is, was) };
}

/** How a value of the environment's file changed, as it may be found in what is emitted. */
export const settingDifference = (before: Json | undefined, after: Json | undefined): Difference => {
  const { lost, gained } = differenceOf(before, after);
  // such words could be anything's
  const telling = (text: string): boolean => text !== "" && !/^(true|false)$/.test(text);
  return { lost: lost.filter(telling), gained: gained.filter(telling) };
};

/**
 * True where what a setting lost and gained is all that a value lost and gained: every text on either side holds the
 * setting's as a whole word, and what is around them is the same on both.
 */
export function explains(setting: Difference, value: Difference): boolean {
  if (value.lost.length + value.gained.length === 0) return false;
  const [lost, gained] = [value.lost.map(masked(setting.lost)), value.gained.map(masked(setting.gained))];
  if ([...lost, ...gained].includes(undefined)) return false;
  const isReplaced = setting.lost.length === setting.gained.length && lost.length > 0 && gained.length > 0;
  return !isReplaced || [...new Set(lost)].sort().join("\n") === [...new Set(gained)].sort().join("\n");
}

/** A word or a number that says little by itself about where it comes from. */
export const isCommon = (text: string): boolean => text.length < 6 || /^\w+$/.test(text);

/** Words of texts, by which settings are looked up. */
export const wordsIn = (texts: readonly string[]): string[] => [
  ...new Set(texts.flatMap((text) => text.split(/[^A-Za-z0-9]+/)).filter((word) => word !== "")),
];

export function textsIn(value: Json): string[] {
  if (value === null) return [];
  if (typeof value === "object") return Object.values(value).flatMap((item) => textsIn(item as Json));
  const text = String(value);
  return text.includes("${") ? [text] : text.split(/[\s,;]+/);
}

function without(texts: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return texts.filter((text) => !known.has(text));
}

/** What is around any of some words in a text; undefined where none is in it. An expression holds no value of a file. */
const masked =
  (words: readonly string[]) =>
  (text: string): string | undefined => {
    const parts = text.split(/(\$\{[^}]*\})/);
    const found = words.map((word) =>
      parts.map((part, index) => (index % 2 === 1 ? part : part.replace(wholeWord(word), "\0"))).join(""),
    );
    return found.find((result) => result !== text);
  };

/** Not inside of a longer word, number, version or address. */
function wholeWord(word: string): RegExp {
  const known = patterns.get(word);
  if (known) return known;
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const pattern = new RegExp(`(?<![A-Za-z0-9])(?<!\\d\\.)${escaped}(?![A-Za-z0-9])(?!\\.\\d)`, "g");
  patterns.set(word, pattern);
  return pattern;
}

const patterns = new Map<string, RegExp>();
