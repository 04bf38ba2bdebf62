import { type UnknownAttribute } from "../../terraform-json/terraform-plan/unknown-values";

/** A value that checks asked for and could not know, or something that no check could look at. */
export interface NotKnown {
  readonly environment: string;
  readonly stack: string;
  /** The value; none where it is a whole stack, or a part of one that is not read. */
  readonly unread?: UnknownAttribute;
  readonly why: string;
  readonly fix: string;
  /** Checks that asked for it. */
  readonly checks: readonly string[];
}
