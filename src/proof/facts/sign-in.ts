/** A type of blocks with which people or programs of others sign in to the account, or get rights in it. */
export interface SignInType {
  readonly type: string;
  /** The block in a finding. */
  readonly what: string;
  /** The danger of each block of the type. */
  readonly danger: string;
  readonly fix: string;
}

const BY_ROLE =
  "give people a role by IAM Identity Center, and a program a role of its service or of an OpenID Connect provider; for a program that can do neither, add a waiver with the reason";
/** The fix for rights of people in the organization. */
export const IN_ONE_PLACE =
  "assign rights of people where the organization does it, in its management account; this environment needs roles alone";

/**
 * Source: IAM user guide, "Security best practices in IAM" (temporary credentials for people and workloads) and "Multiple credentials of
 * IAM users"; IAM Identity Center user guide, "Permission sets"; Systems Manager user guide, "Hybrid activations" (unconfirmed). A test
 * compares the types with the schema of hashicorp/aws 5.100.0 (2026-11-26). `secrets-out-of-state` names access keys.
 */
export const SIGN_IN_TYPES: readonly SignInType[] = [
  {
    type: "aws_iam_user",
    what: "user of IAM",
    danger: "its password and access keys do not end, and work outside of this environment",
    fix: BY_ROLE,
  },
  {
    type: "aws_iam_user_login_profile",
    what: "user of IAM",
    danger: "it gets a password for the console, which each reader of the state has",
    fix: BY_ROLE,
  },
  {
    type: "aws_iam_service_specific_credential",
    what: "user of IAM",
    danger: "it gets a password for a service, which does not end and which each reader of the state has",
    fix: BY_ROLE,
  },
  {
    type: "aws_iam_user_ssh_key",
    what: "user of IAM",
    danger: "who has the key of SSH is that user for CodeCommit, without an end",
    fix: BY_ROLE,
  },
  {
    type: "aws_iam_signing_certificate",
    what: "user of IAM",
    danger: "who has the key of the certificate signs requests as that user",
    fix: BY_ROLE,
  },
  {
    type: "aws_ssm_activation",
    what: "activation of Systems Manager",
    danger: "who has its code adds a machine outside of AWS, with the role of the activation",
    fix: "manage machines outside of AWS in an account of their own; if this account is meant, add a waiver with the reason",
  },
  {
    type: "aws_ssoadmin_managed_policy_attachment",
    what: "permission set",
    danger: "each group that has the permission set gets the policy, in every account of its assignments",
    fix: IN_ONE_PLACE,
  },
  {
    type: "aws_ssoadmin_customer_managed_policy_attachment",
    what: "permission set",
    danger: "each group that has the permission set gets the policy, in every account of its assignments",
    fix: IN_ONE_PLACE,
  },
  {
    type: "aws_ssoadmin_permission_set_inline_policy",
    what: "permission set",
    danger: "each group that has the permission set gets the policy, in every account of its assignments",
    fix: IN_ONE_PLACE,
  },
  {
    type: "aws_ssoadmin_trusted_token_issuer",
    what: "issuer of tokens",
    danger: "its tokens are exchanged for the rights of users of IAM Identity Center",
    fix: IN_ONE_PLACE,
  },
  {
    type: "aws_identitystore_group_membership",
    what: "group of IAM Identity Center",
    danger: "its member gets the rights of the group in every account of its assignments",
    fix: IN_ONE_PLACE,
  },
  {
    type: "aws_organizations_delegated_administrator",
    what: "organization",
    danger: "an account administers a service in all accounts of the organization",
    fix: IN_ONE_PLACE,
  },
];

/**
 * Source: CIS AWS Foundations Benchmark 3.0, 1.8 and 1.9; AWS Security Hub, IAM.15 and IAM.16 (unconfirmed). `lengthByDefault`: measured in a
 * plan of hashicorp/aws 5.100.0 (2026-11-26).
 */
export const PASSWORDS = { shortest: 14, remembered: 24, lengthByDefault: 6 } as const;
