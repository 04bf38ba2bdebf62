/** What Terraform verifies, at plan, of something that it found. */
export interface Check {
  /** A Terraform expression, in `${…}`; `self` is what was found. */
  readonly condition: string;
  /** What is missing, and the command that adds it. */
  readonly errorMessage: string;
}

/** Text as a literal inside a Terraform expression. */
export const literal = (text: string): string => JSON.stringify(text);

/** A problem and the command that ends it; Terraform does not wrap an indented line. */
export const withCommand = (problem: string, command: string): string => `${problem}; run\n\n    ${command}`;

/**
 * A search by name has one result. Reading by name alone would end in an error that does not say what was looked
 * for, so each thing is searched first and then read by its id.
 */
export function foundOnce(what: string, command: string): Check {
  const found = '${length(self.ids) == 0 ? "none" : join(", ", sort(self.ids))}';
  return {
    condition: "${length(self.ids) == 1}",
    errorMessage: `expected exactly one ${what}, found ${found}; where it is missing, run\n\n    ${command}`,
  };
}
