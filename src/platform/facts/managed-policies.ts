import extract from "./managed-policy-actions.json";

/**
 * Actions of the AWS managed policies that roles of environments have. `npm run managed-policies` writes the file from the copy in moto,
 * which takes them from AWS (`source`, read 2026-11-25); `version` is that of AWS. A new policy is added to the file by its name, and the command run.
 */
export const MANAGED_POLICIES: {
  readonly source: string;
  readonly policies: Readonly<
    Record<string, { readonly version: string; readonly actions: readonly string[] }>
  >;
} = extract;
