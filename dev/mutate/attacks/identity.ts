import { type Attack, STRANGER, edited, own, policy } from "./attack";

const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";
const trust = (principal: string): string => policy(`Principal = ${principal}, Action = "sts:AssumeRole"`);

/** Users, groups, roles, and what signs in to the account. */
export const IDENTITY_ATTACKS: readonly Attack[] = [
  own(
    "cluster",
    "iam-policy-attachment",
    "the nodes get all rights, and every other holder of the policy loses it",
    ["platform-roles", "rights-escalation"],
    `
resource "aws_iam_policy_attachment" "a" {
  name       = "a"
  roles      = [aws_iam_role.nodes.name]
  policy_arn = "${ADMINISTRATOR}"
}`,
  ),
  own(
    "cluster",
    "iam-nodes-admin",
    "every pod that reaches the metadata of a node has all rights",
    ["policy-actions", "platform-roles"],
    `
resource "aws_iam_role_policy_attachment" "a" {
  role       = aws_iam_role.nodes.name
  policy_arn = "${ADMINISTRATOR}"
}`,
  ),
  own(
    "cluster",
    "iam-nodes-secrets",
    "every pod that reaches the metadata of a node reads all secrets",
    ["policy-actions", "platform-roles", "policy-resources"],
    `
resource "aws_iam_role_policy" "a" {
  name   = "a"
  role   = aws_iam_role.nodes.name
  policy = ${policy(`Action = "secretsmanager:GetSecretValue", Resource = "*"`)}
}`,
  ),
  own(
    "cluster",
    "iam-role-stranger",
    "another account assumes a role with all rights",
    ["policy-principals", "service-trust"],
    `
resource "aws_iam_role" "a" {
  name               = "a"
  assume_role_policy = ${trust(`{ AWS = "arn:aws:iam::${STRANGER}:root" }`)}
}`,
  ),
  own(
    "cluster",
    "iam-role-everyone",
    "everyone assumes the role",
    ["policy-principals"],
    `
resource "aws_iam_role" "a" {
  name               = "a"
  assume_role_policy = ${trust(`"*"`)}
}`,
  ),
  own(
    "cluster",
    "iam-role-github",
    "every repository of GitHub assumes the role",
    ["policy-principals", "github-trust"],
    `
resource "aws_iam_role" "a" {
  name = "a"
  assume_role_policy = ${policy(
    `Principal = { Federated = "arn:aws:iam::222233334444:oidc-provider/token.actions.githubusercontent.com" }, Action = "sts:AssumeRoleWithWebIdentity"`,
  )}
}`,
  ),
  own(
    "cluster",
    "iam-role-managed-admin",
    "a role with all rights by its own argument",
    ["rights-escalation"],
    `
resource "aws_iam_role" "a" {
  name                = "a"
  managed_policy_arns = ["${ADMINISTRATOR}"]
  assume_role_policy  = ${trust(`{ Service = "ec2.amazonaws.com" }`)}
}`,
  ),
  own(
    "cluster",
    "iam-pass-role",
    "who has the role runs programs with any other role",
    ["policy-actions", "policy-resources"],
    `
resource "aws_iam_policy" "a" {
  name   = "a"
  policy = ${policy(`Action = ["iam:PassRole", "lambda:CreateFunction"], Resource = "*"`)}
}`,
  ),
  own(
    "cluster",
    "iam-not-action",
    "all actions but one",
    ["policy-actions"],
    `
resource "aws_iam_policy" "a" {
  name   = "a"
  policy = ${policy(`NotAction = "iam:CreateUser", Resource = "*"`)}
}`,
  ),
  own(
    "cluster",
    "iam-instance-profile",
    "an instance has the rights of the nodes",
    ["unused-roles"],
    `
resource "aws_iam_instance_profile" "a" {
  name = "a"
  role = aws_iam_role.nodes.name
}`,
  ),
  own(
    "cluster",
    "iam-exclusive-attachments",
    "Terraform detaches the policies of the nodes",
    ["exclusive-policies"],
    `
resource "aws_iam_role_policy_attachments_exclusive" "a" {
  role_name   = aws_iam_role.nodes.name
  policy_arns = []
}`,
  ),
  edited(
    "cluster",
    {
      id: "iam-trust-edited",
      danger: "another account assumes the role of the nodes",
      named: ["service-trust", "policy-principals", "platform-roles"],
    },
    {
      resource: {
        aws_iam_role: {
          nodes: {
            assume_role_policy: JSON.stringify({
              Version: "2012-10-17",
              Statement: [
                {
                  Effect: "Allow",
                  Principal: { AWS: `arn:aws:iam::${STRANGER}:root` },
                  Action: "sts:AssumeRole",
                },
              ],
            }),
          },
        },
      },
    },
  ),
  edited(
    "models",
    {
      id: "iam-model-all",
      danger: "a model has all rights in the account",
      named: ["policy-actions", "model-permissions"],
    },
    {
      resource: {
        aws_iam_role_policy: {
          ml_inference_api: {
            policy: JSON.stringify({
              Version: "2012-10-17",
              Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
            }),
          },
        },
      },
    },
  ),
  edited(
    "cluster",
    {
      id: "iam-boundary-removed",
      danger: "a role without the boundary of its account",
      named: ["role-boundaries"],
      environment: "ml-inference-hardened",
    },
    {
      resource: { aws_iam_role: { nodes: { permissions_boundary: null } } },
    },
  ),
];
