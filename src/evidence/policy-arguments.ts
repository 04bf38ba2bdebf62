import facts from "./policies-of-no-access.json";

/** Text arguments of AWS that the provider names as policies. */
export const POLICY_ARGUMENTS = {
  name: /(^|_)(policy|policies|policy_document|policy_body|policy_text)$/,
  /**
   * Those that let nobody in, as names in every type, or `type.path` for one type. Every other one is read as the
   * policy of a resource.
   */
  others: facts.arguments,
} as const;
