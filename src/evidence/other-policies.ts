import facts from "./policies-of-no-access.json";

/** Arguments that a provider names as policies, and that let nobody in. */
export interface OtherPolicies {
  readonly reason: string;
  /** Names of arguments in every type, or `type.path` for one type. */
  readonly names: readonly string[];
}

/** Every other text argument of AWS with such a name is read as the policy of a resource (`POLICY_NAME`). */
export const OTHER_POLICIES: readonly OtherPolicies[] = facts.arguments;

/** Names of arguments that hold policies. */
export const POLICY_NAME = /(^|_)(policy|policies|policy_document|policy_body|policy_text)$/;
