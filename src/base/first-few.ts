/** The first texts, followed by the number of those left out. */
export const firstFew = (texts: readonly string[], most: number, separator = ", "): string =>
  [...texts.slice(0, most), ...(texts.length > most ? [`${texts.length - most} more`] : [])].join(separator);
