import facts from "./blocks-of-sign-in.json";

/** A type of blocks with which people or programs of others sign in to the account, or get rights in it. */
export interface SignInType {
  readonly type: string;
  /** The block in a finding. */
  readonly what: string;
  /** The danger of each block of the type. */
  readonly danger: string;
  readonly fix: string;
}

/** The fix for rights of people in the organization. */
export const IN_ONE_PLACE =
  "assign rights of people where the organization does it, in its management account; this environment needs roles alone";

export const SIGN_IN_TYPES: readonly SignInType[] = facts.types;

/**
 * Source: CIS AWS Foundations Benchmark 3.0, 1.8 and 1.9; AWS Security Hub, IAM.15 and IAM.16 (unconfirmed). `lengthByDefault`: measured in a
 * plan of hashicorp/aws 5.100.0 (2026-11-26).
 */
export const PASSWORDS = { shortest: 14, remembered: 24, lengthByDefault: 6 } as const;
