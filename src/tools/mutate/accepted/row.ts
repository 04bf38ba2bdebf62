import { type TriedChange } from "../changes";

/** Unnoticed changes without an effect that matters, or with one that no check proves, which the reason says. */
export interface AcceptedSurvivors {
  /** Addresses of the resources. */
  readonly address: RegExp;
  /** The changes. */
  readonly change: RegExp;
  /** Why the change has no such effect, or the gap of the checks. */
  readonly reason: string;
  /** True for a gap of the checks: the change counts as not named. Any other row has changes without a danger. @default false */
  readonly isGap?: true;
}

export const accepts = (
  { address, change }: AcceptedSurvivors,
  mutant: Pick<TriedChange, "address" | "change">,
): boolean => address.test(mutant.address) && change.test(mutant.change);
