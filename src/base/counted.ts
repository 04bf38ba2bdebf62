/** A count and its noun: `2 zones`, `1 zone`. */
export const counted = (count: number, noun: string): string =>
  `${count} ${count === 1 ? noun : plural(noun)}`;

/** Units of measurement, such as GB, have no plural. */
export function plural(noun: string): string {
  if (/[A-Z]|^h$/.test(noun)) return noun;
  if (/sh?$/.test(noun)) return `${noun}es`;
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}

/** The first texts, followed by the number of those left out. */
export function firstFew(
  texts: readonly string[],
  most: number,
  separator = ", ",
  beforeRest = separator,
): string {
  const rest = texts.length - most;
  return `${texts.slice(0, most).join(separator)}${rest > 0 ? `${beforeRest}${rest} more` : ""}`;
}
