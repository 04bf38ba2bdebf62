import { Mistake } from "../../mistake";
import { templateOf } from "../template";
import { valueText } from "../values/convert";
import { HclUnknown, type HclValue, Sequence, listValue } from "../values/value";
import { ANY_NUMBER, type Definition, type Definitions, isUnknownValue, itemsIn } from "./function";
import { whole } from "./collections";

const ofTexts = (count: number, apply: (...texts: readonly string[]) => HclValue): Definition => ({
  arity: [count, count],
  apply: (args) => {
    const result = apply(...args.map((arg) => valueText(arg)));
    return typeof result === "string" ? result.normalize("NFC") : result;
  },
});

/** A text with unknown parts if items are unknown. */
function joined([separator = null, ...lists]: readonly HclValue[]): HclValue | undefined {
  if (isUnknownValue(separator) || lists.some(isUnknownValue)) return undefined;
  const items = lists.flatMap((each) => itemsIn(each));
  if (items.some((item) => item === null || item instanceof Sequence))
    throw new Mistake("got an item without text");
  const parts = items.flatMap((item, index) => (index === 0 ? [item] : [separator, item]));
  return templateOf(parts);
}

const splitText = (separator: string, text: string): HclValue =>
  listValue(separator === "" ? graphemes(text) : text.split(separator));

const graphemes = (text: string): string[] =>
  [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);

/** Length -1 is the whole rest; a negative offset counts from the end. */
function part([text = null, offset, length]: readonly HclValue[]): HclValue {
  const characters = graphemes(valueText(text));
  const from = whole(offset);
  const start = from < 0 ? Math.max(characters.length + from, 0) : from;
  const count = whole(length);
  return characters.slice(start, count < 0 ? undefined : start + count).join("");
}

/** Removes the characters of a set from both ends. */
function trimmed(text: string, cut: string): string {
  const removed = new Set(cut);
  const characters = [...text];
  const first = characters.findIndex((character) => !removed.has(character));
  if (first < 0) return "";
  return characters
    .slice(first, characters.findLastIndex((character) => !removed.has(character)) + 1)
    .join("");
}

/** The first letter of each word in upper case. Spaces and the signs of ASCII, but `_`, are between words. */
const titled = (text: string): string =>
  text.replace(
    /(^|\s|[!-/:-@[-^`{-~])(\p{L})/gu,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );

/** A text without line breaks at its end; an unknown text if it ends with a known part. */
function chomped([text = null]: readonly HclValue[]): HclValue | undefined {
  const cutEnd = (part: string): string => part.replace(/(?:\r\n?|\n)+$/, "");
  if (!isUnknownValue(text)) return cutEnd(valueText(text));
  const parts = text.expression.kind === "template" ? text.expression.parts : [];
  const last = parts.at(-1);
  if (last?.kind !== "constant") return undefined;
  return templateOf([...parts.slice(0, -1).map((part) => new HclUnknown(part)), cutEnd(String(last.value))]);
}

function indented([spaces, text = null]: readonly HclValue[]): HclValue {
  return valueText(text).replaceAll("\n", `\n${" ".repeat(whole(spaces))}`);
}

export const TEXTS: Definitions = {
  join: { arity: [2, ANY_NUMBER], parts: true, apply: joined },
  split: ofTexts(2, (separator = "", text = "") => splitText(separator, text)),
  lower: ofTexts(1, (text = "") => text.toLowerCase()),
  upper: ofTexts(1, (text = "") => text.toUpperCase()),
  title: ofTexts(1, (text = "") => titled(text)),
  trimspace: ofTexts(1, (text = "") => text.trim()),
  trim: ofTexts(2, (text = "", cut = "") => trimmed(text, cut)),
  trimprefix: ofTexts(2, (text = "", cut = "") => (text.startsWith(cut) ? text.slice(cut.length) : text)),
  trimsuffix: ofTexts(2, (text = "", cut = "") =>
    cut !== "" && text.endsWith(cut) ? text.slice(0, -cut.length) : text,
  ),
  startswith: ofTexts(2, (text = "", start = "") => text.startsWith(start)),
  endswith: ofTexts(2, (text = "", end = "") => text.endsWith(end)),
  strcontains: ofTexts(2, (text = "", inner = "") => text.includes(inner)),
  strrev: ofTexts(1, (text = "") => graphemes(text).reverse().join("")),
  chomp: { arity: [1, 1], parts: true, apply: chomped },
  substr: { arity: [3, 3], apply: part },
  indent: { arity: [2, 2], apply: indented },
};
