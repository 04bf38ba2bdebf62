/** Texts that occur twice or more, each once. */
export const repeated = (texts: readonly string[]): string[] => [
  ...new Set(texts.filter((each, index) => texts.indexOf(each) !== index)),
];
