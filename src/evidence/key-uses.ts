/**
 * Blocks that name a KMS key and keep nothing that it encrypts: rights, names, alarms, and messages that a topic passes on.
 *
 * Source: AWS KMS developer guide, "How AWS services use AWS KMS"; Amazon SNS developer guide, "Encrypting a topic" (unconfirmed).
 */
export const KEEPS_NOTHING: readonly string[] = [
  "aws_kms_alias",
  "aws_kms_key_policy",
  "aws_kms_grant",
  "aws_iam_policy",
  "aws_iam_role_policy",
  "aws_iam_role",
  "aws_sns_topic",
  "aws_cloudwatch_metric_alarm",
  "aws_vpc_endpoint",
];

/** Days before the deletion of a key, unless the block says another number (KMS API, ScheduleKeyDeletion, unconfirmed). */
export const DELETION_WINDOW_DAYS = 30;
