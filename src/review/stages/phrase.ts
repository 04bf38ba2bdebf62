import { shownValue } from "../../terraform/shown-value";
import { type Json } from "../../terraform/stack-json";
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
  return say`${sideOf(path, before, after)} → ${sideOf(path, after, before)}`;
}

/** One side of an edit. Of long values, only the part that differs is shown. */
function sideOf(path: string, value: Json | undefined, other: Json | undefined): Phrase {
  const text = value === undefined ? NOT_SET : shownValue(path, value, other);
  return text === NOT_SET ? [text] : [{ value: text }];
}

const NOT_SET = "not set";
