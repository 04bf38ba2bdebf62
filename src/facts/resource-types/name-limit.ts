/**
 * A limit of a name or description in AWS or Kubernetes. Rows of `resource-types` have those of AWS.
 *
 * Sources, all read 2026-11-20: the API reference of each service for length and pattern of the field (IAM, EKS,
 * EC2, Elastic Load Balancing v2, S3 "bucket naming rules", KMS, CloudWatch and CloudWatch Logs, ECR, SNS, SQS,
 * EventBridge, Secrets Manager, RDS, WAFv2, AWS Backup, Route 53); Kubernetes "Object Names and IDs", "Labels and
 * Selectors", "RBAC"; Helm for the name of a release.
 */
export interface NameLimit {
  /** Path of the attribute; a step into a block needs no index. */
  readonly attribute: string;
  /** Minimum length, in characters. @default - none; every limit of the catalog sets one */
  readonly min?: number;
  readonly max: number;
  readonly pattern: RegExp;
  /** Description of the allowed characters. */
  readonly of: string;
}

export const limit = (attribute: string, max: number, pattern: RegExp, of: string, min = 1): NameLimit => ({
  attribute,
  min,
  max,
  pattern,
  of,
});

export const HYPHENS = [
  /^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$/,
  "letters, digits and -, not - first or last",
] as const;
export const WORD_CHARACTERS = [/^[\w-]+$/, "letters, digits, _ and -"] as const;
export const ANY_CHARACTERS = [/^[^\p{Cc}]*$/u, "any characters except control characters"] as const;
