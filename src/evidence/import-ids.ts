/**
 * Types whose import id is the value of an argument: any other id is another object.
 *
 * Source: documentation of hashicorp/aws, section Import of each resource: aws_eks_cluster (read 2026-11-26), the others unconfirmed.
 */
export const IMPORT_IDS: Readonly<Record<string, string>> = {
  aws_cloudwatch_log_group: "name",
  aws_db_instance: "identifier",
  aws_db_subnet_group: "name",
  aws_dynamodb_table: "name",
  aws_ecr_repository: "name",
  aws_eks_cluster: "name",
  aws_iam_group: "name",
  aws_iam_instance_profile: "name",
  aws_iam_role: "name",
  aws_iam_user: "name",
  aws_kms_alias: "name",
  aws_s3_bucket: "bucket",
};
