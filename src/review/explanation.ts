import { type Json } from "../terraform-json/stack-json";

/** Texts that are on one side only. */
export interface Difference {
  readonly lost: readonly string[];
  readonly gained: readonly string[];
}

/** Compares two values. Items of a list inside a text are compared like items of a list. */
export function differenceOf(before: Json | undefined, after: Json | undefined): Difference {
  const [was, is] = [textsIn(before ?? null), textsIn(after ?? null)];
  return { lost: without(was, is), gained: without(is, was) };
}

/** Change of a setting, without texts that are too common to be traced in the output. */
export const settingDifference = (before: Json | undefined, after: Json | undefined): Difference => {
  const { lost, gained } = differenceOf(before, after);
  // booleans occur everywhere
  const telling = (text: string): boolean => text !== "" && !/^(true|false)$/.test(text);
  return { lost: lost.filter(telling), gained: gained.filter(telling) };
};

/**
 * True if the change of a setting explains the whole change of a value: every changed text contains the setting's text as
 * a whole word, and the text around it is equal on both sides.
 */
export function explains(setting: Difference, value: Difference): boolean {
  if (value.lost.length + value.gained.length === 0) return false;
  const [lost, gained] = [value.lost.map(masked(setting.lost)), value.gained.map(masked(setting.gained))];
  if ([...lost, ...gained].includes(undefined)) return false;
  const isReplaced = setting.lost.length === setting.gained.length && lost.length > 0 && gained.length > 0;
  return !isReplaced || [...new Set(lost)].sort().join("\n") === [...new Set(gained)].sort().join("\n");
}

/** True for a word or number that is too common to identify a setting. */
export const isCommon = (text: string): boolean => text.length < 6 || /^\w+$/.test(text);

/** Words of texts, the keys of the index of settings. */
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

/**
 * Replaces the first matching word of a text by a placeholder; undefined if no word matches. Terraform expressions are
 * skipped, because they contain no values of the file.
 */
const masked =
  (words: readonly string[]) =>
  (text: string): string | undefined => {
    const parts = text.split(/(\$\{[^}]*\})/);
    const found = words.map((word) =>
      parts.map((part, index) => (index % 2 === 1 ? part : part.replace(wholeWord(word), "\0"))).join(""),
    );
    return found.find((result) => result !== text);
  };

/** Matches a word that is not part of a longer word, number, version or address. */
function wholeWord(word: string): RegExp {
  const known = patterns.get(word);
  if (known) return known;
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const pattern = new RegExp(`(?<![A-Za-z0-9])(?<!\\d\\.)${escaped}(?![A-Za-z0-9])(?!\\.\\d)`, "g");
  patterns.set(word, pattern);
  return pattern;
}

const patterns = new Map<string, RegExp>();
