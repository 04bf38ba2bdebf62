/** A condition key that the policies use, and the calls that carry it. A condition that a call does not carry refuses the call. */
export interface ConditionKey {
  /** As in a policy; the tags and encryption contexts of this project are part of it. */
  readonly key: string;
  /** Actions that may have the condition. */
  readonly actions: RegExp;
  /** Which calls carry the key. */
  readonly carriedBy: string;
  /** Page of AWS that says so, with the date of reading. @default - none: the condition is listed as unproven */
  readonly source?: string;
}

/**
 * Conditions of the emitted policies; a test compares this table with the policies of every environment. No policy was tried
 * in an AWS account, so that the pages are the only authority.
 */
export const CONDITION_KEYS: readonly ConditionKey[] = [
  {
    key: "aws:RequestedRegion",
    actions: /^(?!iam:|route53:|s3:)/,
    carriedBy:
      "every call, with the Region of its endpoint; unconfirmed, but the recorded calls name the Region in their signature",
  },
  {
    key: "aws:ResourceTag/environment",
    actions: /^kms:/,
    carriedBy: "calls on a key, with the tags that Terraform sets when it creates the key",
    source: 'KMS developer guide, "kms-api-permissions-reference" and "abac" (read 2026-11-23)',
  },
  {
    key: "aws:ResourceTag/layer",
    actions: /^kms:/,
    carriedBy: "as aws:ResourceTag/environment",
    source: 'KMS developer guide, "kms-api-permissions-reference" and "abac" (read 2026-11-23)',
  },
  {
    key: "aws:RequestTag/environment",
    actions: /^kms:TagResource$/,
    carriedBy: "CreateKey with tags; which KMS checks as TagResource without a key",
    source: 'KMS developer guide, "tag-permissions" and "kms-api-permissions-reference" (read 2026-11-23)',
  },
  {
    key: "aws:RequestTag/layer",
    actions: /^kms:TagResource$/,
    carriedBy: "as aws:RequestTag/environment",
    source: 'KMS developer guide, "tag-permissions" and "kms-api-permissions-reference" (read 2026-11-23)',
  },
  {
    key: "kms:ViaService",
    actions: /^kms:(Decrypt|GenerateDataKey)$/,
    carriedBy: "calls that S3 makes for a request on an object with SSE-KMS",
    source: 'KMS developer guide, "kms:ViaService" (read 2026-11-22)',
  },
  {
    key: "kms:EncryptionContext:aws:s3:arn",
    actions: /^kms:(Decrypt|GenerateDataKey)$/,
    carriedBy: "the same calls of S3: the ARN of the object, or of the bucket with a bucket key; unconfirmed",
  },
  {
    key: "kms:GrantIsForAWSResource",
    actions: /^kms:CreateGrant$/,
    carriedBy:
      "grants that an integrated service such as RDS requests for the caller; CreateCluster of EKS does not carry it",
    source:
      'KMS developer guide, "grant-authorization"; Amazon EKS user guide, "enable-kms" (read 2026-11-23)',
  },
  {
    key: "iam:PassedToService",
    actions: /^iam:PassRole$/,
    carriedBy: "each call that passes a role to a service; which service a call names is unconfirmed",
  },
  {
    key: "iam:AWSServiceName",
    actions: /^iam:CreateServiceLinkedRole$/,
    carriedBy: "CreateServiceLinkedRole; which services the calls name is unconfirmed",
  },
  {
    key: "iam:PolicyARN",
    actions: /^iam:(Attach|Detach)RolePolicy$/,
    carriedBy: "AttachRolePolicy and DetachRolePolicy, recorded from the provider",
    source: "calls of AWS provider 5.100.0 in __tests__/real/terraform/deployer-policy.test.ts",
  },
];
