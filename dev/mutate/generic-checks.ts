/**
 * Checks that read any text, or what refers to what: a finding of theirs says nothing about the meaning of a value that was added or
 * changed. Of something that was removed they name what misses it. The last two read the table of what is judged.
 */
export const GENERIC_CHECKS: readonly string[] = [
  "text-characters",
  "template-expressions",
  "machine-functions",
  "policies-readable",
  "references-resolve",
  "missing-outputs",
  "document-size",
  "dependency-cycles",
  "unique-names",
  "name-limits",
  "tags",
  "resource-tags",
  "own-block-not-judged",
  "accepted-blocks",
];

/** Whether a check is one of these. All checks of a teardown are: they read what depends on what. */
export const isGeneric = (id: string): boolean => GENERIC_CHECKS.includes(id) || id.startsWith("teardown-");
