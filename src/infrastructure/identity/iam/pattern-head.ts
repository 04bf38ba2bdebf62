/** The text before the first wildcard or variable, which decides most pairs quickly. */
export function headOf(pattern: string): string {
  const known = heads.get(pattern);
  if (known !== undefined) return known;
  const end = pattern.search(/[*?]|\$\$\{/);
  const head = end < 0 ? pattern : pattern.slice(0, end);
  heads.set(pattern, head);
  return head;
}

/** Heads by their pattern: a pattern is compared with those of all other models. */
const heads = new Map<string, string>();
