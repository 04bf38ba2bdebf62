import facts from "./rules-of-access-policies.json";

interface AccessPolicies {
  /** Rules of the EKS access policies that an entry of the file can name, by the name of the policy. */
  readonly policies: Readonly<
    Record<
      string,
      readonly Readonly<Record<"group", string> & Record<"resources" | "verbs", readonly string[]>>[]
    >
  >;
  /** Policies that each policy of an access entry includes. */
  readonly included: Readonly<Record<string, readonly string[]>>;
}

export const ACCESS_POLICY_FACTS: AccessPolicies = facts;
