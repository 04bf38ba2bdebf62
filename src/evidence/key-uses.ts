/**
 * Sources: AWS KMS developer guide, "How AWS services use AWS KMS"; Amazon SNS developer guide, "Encrypting a topic";
 * KMS API (unconfirmed).
 */
export const KMS_KEYS = {
  /** Blocks that name a key and keep nothing that it encrypts: rights, names, alarms, and messages that a topic passes on. */
  keepsNothing: [
    "aws_kms_alias",
    "aws_kms_key_policy",
    "aws_kms_grant",
    "aws_iam_policy",
    "aws_iam_role_policy",
    "aws_iam_role",
    "aws_sns_topic",
    "aws_cloudwatch_metric_alarm",
    "aws_vpc_endpoint",
  ] as readonly string[],
  /** Days before the deletion of a key, unless the block says another number (ScheduleKeyDeletion). */
  deletionWindowDays: 30,
} as const;
