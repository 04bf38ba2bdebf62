/** A value from a file under review: shown as it is, and never taken for a part of the page. */
export interface QuotedValue {
  readonly value: string;
}

/** A sentence of ours with values of others in it. */
export type Phrase = readonly (string | QuotedValue)[];

/** A sentence; whatever is put into it is a value of others, unless it is a phrase itself. */
export const say = (texts: TemplateStringsArray, ...values: readonly (string | number | Phrase)[]): Phrase =>
  texts.flatMap((text, index): Phrase => {
    const value = values[index];
    const shown: Phrase =
      value === undefined ? [] : typeof value === "object" ? value : [{ value: String(value) }];
    return [...(text === "" ? [] : [text]), ...shown];
  });

/** Phrases in a row. */
export const joined = (phrases: readonly Phrase[], separator = ", "): Phrase =>
  phrases.flatMap((phrase, index) => (index === 0 ? phrase : [separator, ...phrase]));

/** Values in a row. */
export const joinValues = (values: readonly string[]): Phrase => joined(values.map((value) => [{ value }]));

/** As plain text. */
export const plain = (phrase: Phrase): string =>
  phrase.map((part) => (typeof part === "string" ? part : part.value)).join("");
