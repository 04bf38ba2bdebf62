import { CHECKS } from "../../../../src/checks/all";
import { schemaOf } from "../../../../src/evidence/provider-schemas/schema-of";
import { found } from "../../../support/findings";
import { environmentWithOwnFile } from "../../../support/own-stacks";

const SIGN_IN = CHECKS.filter(({ id }) => id === "sign-in");
const TRUST = (principal: string, action: string): string =>
  `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Federated = ${principal} }, Action = "${action}" }] })`;

/** Findings of the check for a file of the owner. */
const foundIn = (text: string): string[] => found(SIGN_IN, environmentWithOwnFile("mlapp", "cluster", text));

const block = (type: string, body: string): string => `resource "${type}" "a" {\n${body}\n}\n`;

const MEMBERSHIP = 'name = "a"\n  group = "administrators"\n  users = ["a"]';
const SAML = block("aws_iam_saml_provider", 'name = "a"\n  saml_metadata_document = "<xml/>"');
const ANCHOR = (source: string): string =>
  block("aws_rolesanywhere_trust_anchor", `name = "a"\n  enabled = true\n  source {\n${source}\n  }`);
const AUTHORITY = (arn: string): string =>
  ANCHOR(`source_type = "AWS_ACM_PCA"\n    source_data {\n      acm_pca_arn = ${arn}\n    }`);
const ASSIGNMENT =
  'instance_arn = "arn:aws:sso:::instance/ssoins-1"\n  permission_set_arn = "arn:aws:sso:::permissionSet/ssoins-1/ps-1"\n' +
  '  principal_id = "a"\n  principal_type = "GROUP"\n  target_id = "333344445555"\n  target_type = "AWS_ACCOUNT"';
const PASSWORDS = (length: number, remembered: number): string =>
  block(
    "aws_iam_account_password_policy",
    `minimum_password_length = ${length}\n  password_reuse_prevention = ${remembered}`,
  );

const DANGERS: readonly (readonly [what: string, text: string, words: string])[] = [
  ["a user", block("aws_iam_user", 'name = "a"'), "do not end"],
  [
    "a password for the console",
    block("aws_iam_user_login_profile", 'user = "a"'),
    "password for the console",
  ],
  [
    "a password for a service",
    block(
      "aws_iam_service_specific_credential",
      'service_name = "codecommit.amazonaws.com"\n  user_name = "a"',
    ),
    "password",
  ],
  [
    "a key of SSH of a user",
    block("aws_iam_user_ssh_key", 'username = "a"\n  encoding = "SSH"\n  public_key = "ssh-rsa A"'),
    "SSH",
  ],
  [
    "a certificate of a user",
    block("aws_iam_signing_certificate", 'user_name = "a"\n  certificate_body = "a"'),
    "certificate",
  ],
  ["members of a group of the account", block("aws_iam_group_membership", MEMBERSHIP), "administrators"],
  [
    "groups of a user of the account",
    block("aws_iam_user_group_membership", 'user = "a"\n  groups = ["administrators"]'),
    "administrators",
  ],
  ["a SAML provider that no role trusts", SAML, "no role of these stacks trusts it"],
  [
    "short passwords",
    block("aws_iam_account_password_policy", "minimum_password_length = 6"),
    "minimum_password_length is 6, expected 14 or more",
  ],
  [
    "passwords of the length that the provider has by default",
    block("aws_iam_account_password_policy", "password_reuse_prevention = 24"),
    "minimum_password_length is 6, expected 14 or more",
  ],
  ["passwords of one's own again", PASSWORDS(14, 1), "password_reuse_prevention is 1, expected 24"],
  [
    "certificates of a foreign authority",
    ANCHOR('source_type = "CERTIFICATE_BUNDLE"\n    source_data {\n      x509_certificate_data = "a"\n    }'),
    "CERTIFICATE_BUNDLE",
  ],
  [
    "an authority of another account",
    AUTHORITY('"arn:aws:acm-pca:us-east-1:999988887777:certificate-authority/a"'),
    "999988887777",
  ],
  ["an authority that only an apply knows", AUTHORITY("var.authority"), "no plan shows"],
  ["a group of the organization", block("aws_ssoadmin_account_assignment", ASSIGNMENT), "GROUP a"],
  [
    "a policy of a permission set",
    block(
      "aws_ssoadmin_managed_policy_attachment",
      'instance_arn = "a"\n  permission_set_arn = "a"\n  managed_policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"',
    ),
    "permission set",
  ],
  [
    "a member of a group of the organization",
    block(
      "aws_identitystore_group_membership",
      'identity_store_id = "a"\n  group_id = "a"\n  member_id = "a"',
    ),
    "group",
  ],
  [
    "guests of a pool of identities",
    block("aws_cognito_identity_pool", 'identity_pool_name = "a"\n  allow_unauthenticated_identities = true'),
    "without signing in",
  ],
  [
    "a machine outside of AWS",
    block("aws_ssm_activation", 'iam_role = "a"\n  registration_limit = 10'),
    "machine",
  ],
];

test.each(DANGERS)("%s is named once, at its block", (_, text, words) => {
  const all = foundIn(text);
  expect(all).toHaveLength(1);
  expect(all[0]).toMatch(/^sign-in aws_\w+\.a: /);
  expect(all[0]).toContain(words);
});

test.each([
  ["a role", block("aws_iam_role", `name = "a"\n  assume_role_policy = ${TRUST('"a"', "sts:AssumeRole")}`)],
  [
    "a SAML provider that a role trusts",
    SAML +
      block(
        "aws_iam_role",
        `name = "a"\n  assume_role_policy = ${TRUST("aws_iam_saml_provider.a.arn", "sts:AssumeRoleWithSAML")}`,
      ),
  ],
  [
    "a SAML provider that a role trusts by its ARN",
    SAML +
      block(
        "aws_iam_role",
        `name = "b"\n  assume_role_policy = ${TRUST('"arn:aws:iam::333344445555:saml-provider/a"', "sts:AssumeRoleWithSAML")}`,
      ),
  ],
  [
    "members of a group of these stacks",
    'resource "aws_iam_group" "g" {\n  name = "g"\n}\n' +
      block("aws_iam_group_membership", 'name = "a"\n  group = aws_iam_group.g.name\n  users = ["a"]'),
  ],
  ["long passwords", PASSWORDS(20, 24)],
  [
    "an authority of the account",
    AUTHORITY('"arn:aws:acm-pca:us-east-1:333344445555:certificate-authority/a"'),
  ],
  [
    "an authority of these stacks",
    AUTHORITY("aws_acmpca_certificate_authority.x.arn") +
      'resource "aws_acmpca_certificate_authority" "x" {\n  type = "ROOT"\n}\n',
  ],
  [
    "a trust anchor that is off",
    block(
      "aws_rolesanywhere_trust_anchor",
      'name = "a"\n  enabled = false\n  source {\n    source_type = "CERTIFICATE_BUNDLE"\n  }',
    ),
  ],
  [
    "a pool of identities without guests",
    block(
      "aws_cognito_identity_pool",
      'identity_pool_name = "a"\n  allow_unauthenticated_identities = false',
    ),
  ],
  [
    "a permission set without rights",
    block("aws_ssoadmin_permission_set", 'name = "a"\n  instance_arn = "a"'),
  ],
])("%s is accepted", (_, text) => {
  expect(foundIn(text)).toEqual([]);
});

test("each danger is a type of the provider", () => {
  const types = DANGERS.map(([, text]) => /^resource "(\w+)"/.exec(text)?.[1] ?? "");
  expect(types.filter((type) => schemaOf("aws", "resource", type) === undefined)).toEqual([]);
});
