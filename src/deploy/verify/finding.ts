/**
 * `differs`: AWS has something else. `slow`: above a goal of latency. `unknown`: AWS refused the answer. `not verified`: the
 * command did not look.
 */
export type VerifyVerdict = "ok" | "differs" | "slow" | "unknown" | "not verified";

/** A fact of the synthesized JSON, compared with a running environment. */
export interface Outcome {
  /** Subject, such as `routes`. */
  readonly area: string;
  /** Name of the resource, and the fact. */
  readonly name: string;
  readonly expected: string;
  readonly found: string;
  readonly verdict: VerifyVerdict;
}

/** Whether a finding ends the command with an error. */
export const isFailure = ({ verdict }: Outcome): boolean => verdict === "differs" || verdict === "unknown";

/** Compares two texts. */
export const comparedTexts = (area: string, name: string, expected: string, found: string): Outcome => ({
  area,
  name,
  expected,
  found,
  verdict: expected === found ? "ok" : "differs",
});

/** A resource that AWS does not have. */
export const absent = (area: string, name: string, expected: string): Outcome => ({
  area,
  name,
  expected,
  found: "absent",
  verdict: "differs",
});
