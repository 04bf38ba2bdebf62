/** IAM prefix of each service, by the name that the log of the provider has for it. */
const PREFIXES: Readonly<Record<string, string>> = {
  ACM: "acm",
  Backup: "backup",
  CloudWatch: "cloudwatch",
  "CloudWatch Logs": "logs",
  EC2: "ec2",
  ECR: "ecr",
  EKS: "eks",
  "Elastic Load Balancing v2": "elasticloadbalancing",
  IAM: "iam",
  KMS: "kms",
  RDS: "rds",
  "Route 53": "route53",
  Route53Resolver: "route53resolver",
  S3: "s3",
  SNS: "sns",
  STS: "sts",
  Scheduler: "scheduler",
  "Secrets Manager": "secretsmanager",
  WAFV2: "wafv2",
};

/**
 * Operations whose IAM action has another name, and those that need several actions.
 *
 * Unconfirmed: from the lists of actions in the Service Authorization Reference, which were not opened for this table.
 */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  "s3:DeleteBucketEncryption": ["s3:PutEncryptionConfiguration"],
  "s3:DeleteBucketLifecycle": ["s3:PutLifecycleConfiguration"],
  "s3:DeleteBucketOwnershipControls": ["s3:PutBucketOwnershipControls"],
  "s3:DeleteBucketTagging": ["s3:PutBucketTagging"],
  "s3:DeletePublicAccessBlock": ["s3:PutBucketPublicAccessBlock"],
  "s3:GetBucketAccelerateConfiguration": ["s3:GetAccelerateConfiguration"],
  "s3:GetBucketCors": ["s3:GetBucketCORS"],
  "s3:GetBucketEncryption": ["s3:GetEncryptionConfiguration"],
  "s3:GetBucketLifecycleConfiguration": ["s3:GetLifecycleConfiguration"],
  "s3:GetBucketReplication": ["s3:GetReplicationConfiguration"],
  "s3:GetObjectLockConfiguration": ["s3:GetBucketObjectLockConfiguration"],
  "s3:GetPublicAccessBlock": ["s3:GetBucketPublicAccessBlock"],
  "s3:HeadBucket": ["s3:ListBucket"],
  "s3:HeadObject": ["s3:GetObject"],
  "s3:ListObjectVersions": ["s3:ListBucketVersions"],
  "s3:ListObjectsV2": ["s3:ListBucket"],
  "s3:PutBucketEncryption": ["s3:PutEncryptionConfiguration"],
  "s3:PutBucketLifecycleConfiguration": ["s3:PutLifecycleConfiguration"],
  "s3:PutPublicAccessBlock": ["s3:PutBucketPublicAccessBlock"],
};

/** IAM actions of an operation. Throws for a service without a prefix. */
export function actionsOf(service: string, operation: string): readonly string[] {
  const prefix = PREFIXES[service];
  if (prefix === undefined)
    throw new Error(`${service}.${operation}: dev/deployer-actions/actions.ts has no prefix of ${service}`);
  const action = `${prefix}:${operation}`;
  return OTHER_NAMES[action] ?? [action];
}
