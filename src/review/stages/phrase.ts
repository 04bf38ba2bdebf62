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
export const joined = (phrases: readonly Phrase[], separator = ", "): Phrase =>
  phrases.flatMap((phrase, index) => (index === 0 ? phrase : [separator, ...phrase]));

/** Joins quoted values with commas. */
export const joinValues = (values: readonly string[]): Phrase => joined(values.map((value) => [{ value }]));

/** A phrase as plain text. */
export const plain = (phrase: Phrase): string =>
  phrase.map((part) => (typeof part === "string" ? part : part.value)).join("");
