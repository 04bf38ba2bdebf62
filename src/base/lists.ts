/** Values of JSON, each content once. */
export const distinct = <T>(values: readonly T[]): T[] => [
  ...new Map(values.map((value) => [JSON.stringify(value), value])).values(),
];

/** Texts that occur twice or more, each once. */
export const repeated = (texts: readonly string[]): string[] => [
  ...new Set(texts.filter((each, index) => texts.indexOf(each) !== index)),
];
