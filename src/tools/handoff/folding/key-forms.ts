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
];

/** The forms of a key that differ. */
export function formsOf(key: string): KeyForm[] {
  const forms = FORMS.map((form) => ({ ...form, text: form.of(key) }));
  return forms.filter((form, index) => forms.findIndex(({ text }) => text === form.text) === index);
}
