import { READS, row } from "../common";
import { type HarmlessType } from "../harmless";

/** Data sources that read names and settings. Those that read secrets, call a function or run a program are not here. */
const READING = [
  "aws_acm_certificate",
  "aws_availability_zone",
  "aws_availability_zones",
  "aws_caller_identity",
  "aws_ecr_repository",
  "aws_iam_policy_document",
  "aws_iam_role",
  "aws_kms_alias",
  "aws_kms_key",
  "aws_partition",
  "aws_prefix_list",
  "aws_region",
  "aws_route53_zone",
  "aws_s3_bucket",
  "aws_sns_topic",
  "aws_sqs_queue",
] as const;

export const DATA_TYPES: Readonly<Record<string, HarmlessType>> = Object.fromEntries(
  READING.map((type) => [`data.${type}`, [row(READS, ["*"])]]),
);
