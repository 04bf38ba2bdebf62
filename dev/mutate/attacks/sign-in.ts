import { type Attack, own, policy } from "./attack";

const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

/** Users, groups, and providers of identities that sign in to the account. */
export const SIGN_IN_ATTACKS: readonly Attack[] = [
  own(
    "cluster",
    "iam-user",
    "a user with a password or key is an identity without an end",
    ["sign-in"],
    `
resource "aws_iam_user" "a" { name = "a" }`,
  ),
  own(
    "cluster",
    "iam-user-admin",
    "a user with all rights",
    ["rights-escalation"],
    `
resource "aws_iam_user_policy_attachment" "a" {
  user       = "a"
  policy_arn = "${ADMINISTRATOR}"
}`,
  ),
  own(
    "cluster",
    "iam-user-policy",
    "a user that can give itself any right",
    ["policy-resources", "rights-escalation"],
    `
resource "aws_iam_user_policy" "a" {
  user   = "a"
  policy = ${policy(`Action = "iam:*", Resource = "*"`)}
}`,
  ),
  own(
    "cluster",
    "iam-access-key",
    "a key that never ends, with its secret in the state",
    ["secrets-out-of-state"],
    `
resource "aws_iam_access_key" "a" { user = "a" }`,
  ),
  own(
    "cluster",
    "iam-login-profile",
    "a password for the console, in the state",
    ["sign-in"],
    `
resource "aws_iam_user_login_profile" "a" { user = "a" }`,
  ),
  own(
    "cluster",
    "iam-group-admin",
    "a group whose members have all rights",
    ["rights-escalation"],
    `
resource "aws_iam_group_policy_attachment" "a" {
  group      = "a"
  policy_arn = "${ADMINISTRATOR}"
}`,
  ),
  own(
    "cluster",
    "iam-group-policy",
    "a group whose members can assume any role",
    ["policy-resources", "rights-escalation"],
    `
resource "aws_iam_group_policy" "a" {
  group  = "a"
  policy = ${policy(`Action = "sts:AssumeRole", Resource = "*"`)}
}`,
  ),
  own(
    "cluster",
    "iam-group-membership",
    "users get the rights of a group",
    ["sign-in"],
    `
resource "aws_iam_group_membership" "a" {
  name  = "a"
  group = "administrators"
  users = ["a"]
}`,
  ),
  own(
    "cluster",
    "iam-saml-provider",
    "a foreign identity provider signs in to the account",
    ["sign-in"],
    `
resource "aws_iam_saml_provider" "a" {
  name                   = "a"
  saml_metadata_document = "<EntityDescriptor/>"
}`,
  ),
  own(
    "cluster",
    "iam-oidc-provider",
    "tokens of a foreign issuer sign in to the account",
    ["oidc-provider"],
    `
resource "aws_iam_openid_connect_provider" "a" {
  url            = "https://token.example.com"
  client_id_list = ["sts.amazonaws.com"]
}`,
  ),
  own(
    "cluster",
    "iam-password-policy",
    "passwords of four letters",
    ["sign-in"],
    `
resource "aws_iam_account_password_policy" "a" { minimum_password_length = 6 }`,
  ),
  own(
    "cluster",
    "iam-roles-anywhere",
    "holders of certificates of a foreign authority get roles",
    ["sign-in"],
    `
resource "aws_rolesanywhere_trust_anchor" "a" {
  name    = "a"
  enabled = true
  source {
    source_type = "CERTIFICATE_BUNDLE"
    source_data { x509_certificate_data = "a" }
  }
}`,
  ),
  own(
    "cluster",
    "iam-sso-assignment",
    "a group of the organization gets rights in the account",
    ["sign-in"],
    `
resource "aws_ssoadmin_account_assignment" "a" {
  instance_arn       = "arn:aws:sso:::instance/ssoins-1"
  permission_set_arn = "arn:aws:sso:::permissionSet/ssoins-1/ps-1"
  principal_id       = "a"
  principal_type     = "GROUP"
  target_id          = "222233334444"
  target_type        = "AWS_ACCOUNT"
}`,
  ),
  own(
    "cluster",
    "iam-service-specific",
    "a password of a user for a service",
    ["sign-in"],
    `
resource "aws_iam_service_specific_credential" "a" {
  service_name = "codecommit.amazonaws.com"
  user_name    = "a"
}`,
  ),
];
