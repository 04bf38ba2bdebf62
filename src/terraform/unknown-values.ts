import { gapped } from "./plans/gaps";

/** A value that a plan does not contain. A check that reads it cannot decide. */
export interface UnknownAttribute {
  /** Block of the value: `aws_iam_role.nodes`, `provider.helm`, `locals`, `terraform`. */
  readonly address: string;
  readonly attribute: string;
  /** Reason, in a few words. */
  readonly why: string;
}

/** Whether reading an object or a list asks for values that its plan does not contain. */
export const hasGaps = (value: object): boolean => gapped.has(value);
