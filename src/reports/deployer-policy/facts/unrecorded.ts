/** Why a recording against a local AWS API does not show an action. */
export type Gap =
  /** A change in place of a resource that exists, which no recorded apply makes. */
  | "update"
  /** The local AWS API does not support the type, or answers without what the provider would read next. */
  | "not recorded"
  /** AWS checks the action while it handles another call. The provider does not call it. */
  | "checked by AWS"
  /** A later version of the provider calls it. */
  | "newer provider";

/** IAM actions that a type needs beside the recorded ones. */
export interface UnrecordedActions {
  readonly types: readonly string[];
  readonly gap: Gap;
  /** Actions of a plan. @default - none */
  readonly read?: readonly string[];
  /** Actions of an apply. @default - none */
  readonly change?: readonly string[];
}
