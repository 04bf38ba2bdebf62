/**
 * A pattern of Prometheus or Alertmanager, which matches whole texts; undefined for one that this does not read. Theirs are those of RE2,
 * which has more forms, such as `(?i)`.
 */
export function wholePattern(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`, "s");
  } catch {
    return undefined;
  }
}
