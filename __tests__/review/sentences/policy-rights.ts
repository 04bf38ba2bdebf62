import { type JsonObject } from "../../../src/terraform/stack-json";
import { type SentenceCase } from "./case";

const ISSUER = "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE";
const PROVIDER = `arn:aws:iam::111122223333:oidc-provider/${ISSUER}`;
const ROLE = "aws_iam_role.api";
const BUCKET = "aws_s3_bucket.models";
const PARTNER = "arn:aws:iam::444455556666:role/partner";

const policy = (...statements: JsonObject[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const trusting = (principal: JsonObject, rest: JsonObject = {}) =>
  policy({ Effect: "Allow", Principal: principal, Action: "sts:AssumeRole", ...rest });
const POD_TRUST = policy({
  Effect: "Allow",
  Principal: { Federated: PROVIDER },
  Action: "sts:AssumeRoleWithWebIdentity",
  Condition: { StringEquals: { [`${ISSUER}:sub`]: "system:serviceaccount:models:api" } },
});
const role = (assume_role_policy: string, name = "api") => ({ [ROLE]: { name, assume_role_policy } });
const POD_ROLE = role(POD_TRUST);
const inline = (...statements: JsonObject[]) => ({
  "aws_iam_role_policy.api": { role: `\${${ROLE}.id}`, policy: policy(...statements) },
});
const onBucket = (...statements: JsonObject[]) => ({
  "aws_s3_bucket_policy.models": { bucket: `\${${BUCKET}.id}`, policy: policy(...statements) },
});
const podIdentity = (name: string) => ({
  "aws_eks_pod_identity_association.api": {
    cluster_name: "main",
    namespace: "models",
    service_account: "api",
    role_arn: `arn:aws:iam::111122223333:role/${name}`,
  },
});
const ADD_ON_TRUST = trusting({ Service: "pods.eks.amazonaws.com" });
const MODELS = { [BUCKET]: { bucket: "models" } };
const READ = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::models/*" };
const READ_BY_PARTNER = { ...READ, Principal: { AWS: PARTNER } };
const NO_SECRETS = {
  Sid: "NoSecrets",
  Effect: "Deny",
  Action: "s3:*",
  Resource: "arn:aws:s3:::models/secret/*",
};

/** Rights by policies of identities, trust and resources. */
export const POLICY_RIGHT_SENTENCES: readonly SentenceCase[] = [
  {
    beside: POD_ROLE,
    before: inline(READ),
    after: inline(READ, { Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
    lines: [
      "attention, full rights: role aws_iam_role.api (service account models:api) gains everything except iam:* on *: it leads to all rights in the account",
    ],
  },
  {
    beside: POD_ROLE,
    before: inline(READ, NO_SECRETS),
    after: inline(READ),
    lines: [
      "attention, more access: role aws_iam_role.api (service account models:api) loses a Deny of s3:* on arn:aws:s3:::models/secret/*, by statement NoSecrets",
    ],
  },
  {
    beside: role(trusting({ Service: "ec2.amazonaws.com" })),
    after: {
      "aws_iam_role_policy_attachment.api": {
        role: `\${${ROLE}.name}`,
        policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess",
      },
    },
    lines: [
      "attention, full rights: role aws_iam_role.api gains all actions of arn:aws:iam::aws:policy/AdministratorAccess: it leads to all rights in the account",
    ],
  },
  {
    before: role(trusting({ Service: "ec2.amazonaws.com" })),
    after: role(trusting({ Service: "ec2.amazonaws.com", AWS: PARTNER })),
    lines: [
      "attention, more access: trust policy of role aws_iam_role.api gains sts:AssumeRole for arn:aws:iam::444455556666:role/partner",
    ],
  },
  {
    before: podIdentity("a"),
    after: podIdentity("b"),
    lines: [
      "attention, more access: service account models:api gains the role arn:aws:iam::111122223333:role/b",
      "attention: not understood: role_arn of aws_eks_pod_identity_association.api: arn:aws:iam::111122223333:role/a → arn:aws:iam::111122223333:role/b",
    ],
  },
  {
    beside: MODELS,
    before: onBucket(READ_BY_PARTNER),
    after: onBucket({ ...READ, NotPrincipal: { AWS: PARTNER } }),
    lines: [
      "attention, open to everyone: policy of aws_s3_bucket_policy.models gains s3:GetObject on arn:aws:s3:::models/* for everyone except arn:aws:iam::444455556666:role/partner",
      "info: policy of aws_s3_bucket_policy.models loses s3:GetObject on arn:aws:s3:::models/* for arn:aws:iam::444455556666:role/partner",
    ],
  },
  {
    before: POD_ROLE,
    after: role(POD_TRUST, "model"),
    lines: ["info: aws_iam_role.api is replaced, name api → model, and nothing that stays uses it"],
  },
  {
    before: role("${data.external.trust.result.policy}"),
    lines: [
      "attention: aws_iam_role.api is destroyed: those that its trust policy names could assume it, and no stack shows who did",
    ],
  },
  {
    beside: {
      "aws_eks_addon.a": { addon_name: "a", service_account_role_arn: `\${${ROLE}.arn}` },
      "aws_eks_addon.b": { addon_name: "b", service_account_role_arn: "${aws_iam_role.b.arn}" },
    },
    before: { ...role(ADD_ON_TRUST), "aws_iam_role.b": { name: "b", assume_role_policy: ADD_ON_TRUST } },
    after: {
      ...role(ADD_ON_TRUST, "model"),
      "aws_iam_role.b": { name: "c", assume_role_policy: ADD_ON_TRUST },
    },
    lines: [
      "attention, outage: aws_iam_role.api is replaced, name api → model: aws_eks_addon.a cannot act until the new one is there; the same holds for 1 more: aws_iam_role.b",
    ],
  },
];
