import { type Json } from "../../terraform/stack-json";
import { HIDDEN, hidden, shownValue } from "../../terraform/shown-value";
import { type Edit } from "../change";

/** A value from a reviewed file. It is shown literally and never interpreted as markup. */
export interface QuotedValue {
  readonly value: string;
}

/** A sentence with quoted values in it. */
export type Phrase = readonly (string | QuotedValue)[];

/** Template tag for a phrase; each inserted value is quoted unless it is a phrase itself. */
export const say = (texts: TemplateStringsArray, ...values: readonly (string | number | Phrase)[]): Phrase =>
  texts.flatMap((text, index): Phrase => {
    const value = values[index];
    const shown: Phrase =
      value === undefined ? [] : typeof value === "object" ? value : [{ value: String(value) }];
    return [...(text === "" ? [] : [text]), ...shown];
  });

/** Joins phrases. */
export const joinPhrases = (phrases: readonly Phrase[], separator = ", "): Phrase =>
  phrases.flatMap((phrase, index) => (index === 0 ? phrase : [separator, ...phrase]));

/** Joins quoted values with commas. */
export const joinValues = (values: readonly string[]): Phrase =>
  joinPhrases(values.map((value) => [{ value }]));

/** The first phrases, and how many more there are. */
export const someAndMore = (phrases: readonly Phrase[], most: number): Phrase => {
  const some = joinPhrases(phrases.slice(0, most));
  return phrases.length > most ? say`${some} and ${phrases.length - most} more` : some;
};

/** A phrase as plain text. */
export const plain = (phrase: Phrase): string =>
  phrase.map((part) => (typeof part === "string" ? part : part.value)).join("");

/** `aws_subnet.a`, or `aws_subnet.a and 3 more`; each name counts once. */
export function firstAndMore(names: readonly string[]): Phrase {
  const [first = "", ...rest] = [...new Set(names)];
  return rest.length === 0 ? say`${first}` : say`${first} and ${rest.length} more`;
}

/** Both values: `2 → 3`, or `not set → 3`. */
export function fromTo({ path, before, after }: Pick<Edit, "path" | "before" | "after">): Phrase {
  const [was, is] = shownSides(path, before, after);
  return say`${was} → ${is}`;
}

/** Characters of two values that are shown as they are; of longer ones only the difference is. */
const SHORT = 160;

/** Equal characters that are shown on each side of a difference. */
const AROUND = 30;

/** Both sides of an edit. Of long values, only the part that differs is shown. */
function shownSides(path: string, before: Json | undefined, after: Json | undefined): [Phrase, Phrase] {
  if (before !== undefined && after !== undefined) {
    const [old, now] = [hidden(before, path), hidden(after, path)];
    if (old === HIDDEN || now === HIDDEN) return [shown(path, before), shown(path, after)];
    if (isList(old) && isList(now) && isLong(JSON.stringify(old), JSON.stringify(now))) {
      return lists(path, old, now);
    }
    if (typeof old === "string" && typeof now === "string" && isLong(old, now)) return texts(path, old, now);
  }
  return [shown(path, before), shown(path, after)];
}

const shown = (path: string, value: Json | undefined): Phrase =>
  value === undefined ? ["not set"] : [{ value: shownValue(path, value) }];

const isLong = (one: string, other: string): boolean => Math.max(one.length, other.length) > SHORT;

const isList = (value: Json): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === "string");

/** Items that one side has and the other has not; the first that differ, if only their order does. */
function lists(path: string, old: readonly string[], now: readonly string[]): [Phrase, Phrase] {
  const [was, is] = [new Set(old), new Set(now)];
  const lost = [...was].filter((item) => !is.has(item));
  const gained = [...is].filter((item) => !was.has(item));
  if (lost.length + gained.length === 0) {
    const first = old.findIndex((item, index) => item !== now[index]);
    return [shown(path, old.slice(Math.max(first, 0))), shown(path, now.slice(Math.max(first, 0)))];
  }
  const side = (items: readonly string[]): Phrase =>
    shown(path, items.length === 0 ? undefined : items.join(", "));
  return [side(lost), side(gained)];
}

function texts(path: string, old: string, now: string): [Phrase, Phrase] {
  if (old === HIDDEN || now === HIDDEN) return [shown(path, old), shown(path, now)];
  const shortest = Math.min(old.length, now.length);
  let start = 0;
  while (start < shortest && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < shortest - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  const from = Math.max(0, start - AROUND);
  const part = (text: string): Phrase => {
    const to = Math.min(text.length, text.length - end + AROUND);
    return shown(path, `${from > 0 ? "…" : ""}${text.slice(from, to)}${to < text.length ? "…" : ""}`);
  };
  return [part(old), part(now)];
}
