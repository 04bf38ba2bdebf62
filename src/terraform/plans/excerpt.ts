/** The beginning of a long text. */
export function excerpt(text: string, start = 0): string {
  // A side that ends before the difference is shown by its end.
  const begin = start >= text.length ? Math.max(0, text.length - LEAD) : start;
  const shown = text.slice(begin, begin + LONGEST);
  return `${begin > 0 ? "…" : ""}${shown}${begin + LONGEST < text.length ? "…" : ""}`;
}

/** Characters of a value that a line shows, and of those before a difference. */
export const LONGEST = 80;
export const LEAD = 20;
