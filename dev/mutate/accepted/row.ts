import { type TriedChange } from "../changes";

/** Unnoticed changes without an effect that matters, or with one that no check proves, which the reason says. */
export interface AcceptedSurvivors {
  /** Addresses of the resources. */
  readonly address: RegExp;
  /** The changes. */
  readonly change: RegExp;
  /** Why the change has no such effect, or the gap of the checks. */
  readonly reason: string;
  /** The program or the text that confirms a reason about a default or a refusal, with its date. @default - the checks, or the reason itself */
  readonly confirmedBy?: string;
  /** True for a gap of the checks: the change counts as not named. Any other row has changes without a danger. @default false */
  readonly isGap?: true;
}

export const accepts = (
  { address, change }: AcceptedSurvivors,
  mutant: Pick<TriedChange, "address" | "change">,
): boolean => address.test(mutant.address) && change.test(mutant.change);

const names = (...all: readonly string[]): string => `(?:[\\w.]+\\.)?(?:${all.join("|")})`;

/** The changes of arguments by their names, at any depth of a block. */
export const changes = (verb: string, all: readonly string[], value = ""): RegExp =>
  new RegExp(`^(?:${verb}) ${names(...all)}(?:$| ${value})`);

// Reasons that Terraform confirms.

/** A test holds that the plan of the whole block is the same. */
export const SAME = "the plan is the same with the change";
/** A test holds that Terraform refuses it, where Terraform confirms it. */
export const REFUSED =
  "the provider, AWS or Kubernetes refuses it beside the emitted arguments, so an apply changes nothing";

// Programs and texts that confirm reasons.

/** Each block of the rows was validated with the change, and as it is emitted. */
export const VALIDATED = "terraform validate 1.11.4 with provider aws 5.100.0 (run on 2026-11-26)";
/** Each block of the rows was planned with the change, and as it is emitted. */
export const PLANNED = "terraform plan 1.11.4 with provider aws 5.100.0 (run on 2026-11-26)";

/** Documentation of the API in botocore 1.43.11. */
export const apiOf = (...members: readonly string[]): string =>
  `API models of botocore 1.43.11: ${members.join(", ")} (read 2026-11-26)`;

/** Pages of the documentation of provider aws. */
export const pagesOf = (...pages: readonly string[]): string =>
  `documentation of hashicorp/terraform-provider-aws: ${pages.join(", ")} (read 2026-11-26)`;

/** Source of Kubernetes 1.36.3. */
export const sourceOf = (...files: readonly string[]): string =>
  `source of Kubernetes 1.36.3: ${files.join(", ")} (read 2026-11-26)`;
