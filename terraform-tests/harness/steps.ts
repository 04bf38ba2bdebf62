/** The steps that the table at the end has a column for. */
export const COLUMNS = ["init", "validate", "plan", "apply", "second plan", "destroy"] as const;

export type Column = (typeof COLUMNS)[number];

/** One run of terraform or of synth, as it was measured. */
export interface Step {
  /** The test file's subject: `full life`. */
  readonly test: string;
  /** `retail-forecast-network`, or the environment where a step is not about one stack. */
  readonly stack: string;
  /** A column, or a step of a test's own: `plan: a zone more`. */
  readonly name: string;
  readonly seconds: number;
}
