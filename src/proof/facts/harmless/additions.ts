/**
 * Types of generated blocks whose appearance ends, opens and permits nothing by itself. What they hold later, who may read it
 * and what sends something to them are other blocks. The policies of keys and topics are compared as rights.
 *
 * Sources: documentation of hashicorp/aws 5.100.0 and hashicorp/kubernetes 3.2.1 for each type (unconfirmed).
 */
export const NEW_BY_ITSELF: readonly string[] = [
  "aws_acm_certificate",
  "aws_acm_certificate_validation",
  "aws_cloudwatch_log_group",
  "aws_cloudwatch_metric_alarm",
  "aws_ecr_repository",
  "aws_kms_alias",
  "aws_kms_key",
  "aws_s3_bucket",
  "aws_sns_topic",
  "kubernetes_config_map_v1",
  "kubernetes_namespace_v1",
  "kubernetes_pod_disruption_budget_v1",
  "kubernetes_service_account_v1",
];

/**
 * Types of blocks that set something of another block, with the argument that names it: harmless if that block is new too. On one
 * that exists, a rule for the life of objects can delete them, and limits can refuse pods.
 */
export const NEW_WITH_HOLDER: Readonly<Record<string, string>> = {
  aws_ecr_lifecycle_policy: "repository",
  aws_s3_bucket_lifecycle_configuration: "bucket",
  aws_s3_bucket_logging: "bucket",
  aws_s3_bucket_ownership_controls: "bucket",
  aws_s3_bucket_public_access_block: "bucket",
  aws_s3_bucket_server_side_encryption_configuration: "bucket",
  aws_s3_bucket_versioning: "bucket",
  kubernetes_limit_range_v1: "metadata.namespace",
  kubernetes_resource_quota_v1: "metadata.namespace",
};

/** Data sources that generated blocks read, beside the harmless ones of own files: names and settings, no secret values. */
export const READ_BY_GENERATED: readonly string[] = [
  "aws_eks_addon_version",
  "aws_lb",
  "aws_lb_hosted_zone_id",
  "aws_lb_listener",
  "aws_lb_target_group",
  "aws_lbs",
  "aws_route_table",
  "aws_route_tables",
  "aws_secretsmanager_secret",
  "aws_security_group",
  "aws_security_groups",
  "aws_subnet",
  "aws_subnets",
  "aws_vpc",
  "aws_vpc_endpoint",
  "aws_vpc_security_group_rule",
  "aws_vpc_security_group_rules",
  "aws_vpcs",
  "kubernetes_service_v1",
  "terraform_remote_state",
];
