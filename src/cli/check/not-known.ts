import { type UnknownAttribute } from "../../terraform/unknown-values";

/** A value that a check needs and a plan lacks, or a block that no check can read. */
export interface MissingValue {
  readonly environment: string;
  readonly stack: string;
  /** @default - a whole stack, or a part of one that is not read */
  readonly unread?: UnknownAttribute;
  readonly why: string;
  readonly fix: string;
  /** Checks that need it. */
  readonly checks: readonly string[];
}
