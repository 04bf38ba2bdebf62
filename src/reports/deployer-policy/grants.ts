import { type Gap } from "./facts/unrecorded";

/** A permission of the deployer of one layer, before statements are put together. */
export interface Grant {
  readonly action: string;
  /** ARNs, or `*`. */
  readonly resources: readonly string[];
  /** Values by condition key, by operator. @default - none */
  readonly condition?: Conditions;
  /** Whether a plan needs it; otherwise only an apply does. */
  readonly isRead: boolean;
  /** The object that a plan writes with it. A plan before the merge writes none, and an apply stores no plan. @default - nothing */
  readonly writes?: "lock" | "stored plan";
  /** Whether only an apply needs it that creates objects without tags that count. @default false */
  readonly isCreation?: true;
  /** Why no recorded call shows it. @default - a recorded call does */
  readonly unproven?: Gap;
}

/** The objects of an action: ARNs, or `*`, and conditions on them. */
export type GrantScope = Pick<Grant, "resources" | "condition">;

export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
