/** A form of a key in a text, and the expression that gives it. */
export interface KeyForm {
  readonly text: string;
  readonly of: (key: string) => string;
  readonly expression: (key: string) => string;
}

const FORMS: readonly Omit<KeyForm, "text">[] = [
  { of: (key) => key, expression: (key) => key },
  { of: (key) => key.replaceAll("/", "--"), expression: (key) => `replace(${key}, "/", "--")` },
  { of: (key) => key.replace(/^.*\//, ""), expression: (key) => `basename(${key})` },
  { of: (key) => key.replaceAll(".", "-"), expression: (key) => `replace(${key}, ".", "-")` },
  { of: (key) => key.replaceAll(/[.-]/g, "_"), expression: (key) => `replace(${key}, "/[.-]/", "_")` },
];

/** The forms of a key that differ. */
export const formsOf = (key: string): KeyForm[] =>
  formsOfAll([key]).map((form) => ({ ...form, text: form.of(key) }));

/** The forms of several keys that differ for at least one. */
export function formsOfAll(keys: readonly string[]): Omit<KeyForm, "text">[] {
  const texts = FORMS.map(({ of }) => JSON.stringify(keys.map(of)));
  return FORMS.filter((_, index) => texts.indexOf(texts[index] ?? "") === index);
}
