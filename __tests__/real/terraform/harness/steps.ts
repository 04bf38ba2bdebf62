/** Steps with a column in the table of the summary. */
export const COLUMNS = ["init", "validate", "plan", "apply", "second plan", "destroy"] as const;

export type Column = (typeof COLUMNS)[number];

/** One measured run of Terraform or synth. */
export interface Step {
  /** Subject of the test file, such as `full life`. */
  readonly test: string;
  /** Stack, such as `retail-forecast-network`, or the environment if a step concerns several stacks. */
  readonly stack: string;
  /** A column, or a step of one test, such as `plan: one more zone`. */
  readonly name: string;
  readonly seconds: number;
}
