/** A type of generated blocks whose appearance is harmless. */
export interface NewType {
  /** Arguments besides those that checks judge, as paths; `name.*` is everything below `name`. */
  readonly arguments: readonly string[];
  /** The argument that names the block that it sets something of. @default - it sets nothing of another block */
  readonly of?: string;
}

const LABELS = ["metadata.name", "metadata.labels.*"];

/**
 * Types of generated blocks whose appearance ends, opens and permits nothing by itself. What they hold later, who may read it and
 * what sends something to them are other blocks. The policies of keys and topics are compared as rights. Those that set something
 * of another block are harmless if that block is new too: on one that exists, a rule for the life of objects can delete them, and
 * limits can refuse pods.
 *
 * Sources: documentation of hashicorp/aws 5.100.0 and hashicorp/kubernetes 3.2.1 for each type (unconfirmed).
 */
export const NEW_TYPES: Readonly<Record<string, NewType>> = {
  aws_acm_certificate: { arguments: [] },
  aws_acm_certificate_validation: { arguments: ["validation_record_fqdns"] },
  aws_cloudwatch_log_group: { arguments: [] },
  aws_cloudwatch_metric_alarm: { arguments: [] },
  aws_ecr_lifecycle_policy: { of: "repository", arguments: ["repository", "policy.rules.*"] },
  aws_ecr_repository: { arguments: [] },
  aws_eip: { arguments: ["domain"] },
  aws_flow_log: { arguments: ["traffic_type"] },
  aws_internet_gateway: { arguments: [] },
  aws_kms_alias: { arguments: [] },
  aws_kms_key: { arguments: ["policy.*"] },
  aws_route_table: { arguments: [] },
  aws_s3_bucket: { arguments: [] },
  aws_s3_bucket_lifecycle_configuration: { of: "bucket", arguments: ["bucket", "rule.*"] },
  aws_s3_bucket_logging: { arguments: ["bucket"] },
  aws_s3_bucket_ownership_controls: { of: "bucket", arguments: ["bucket"] },
  aws_s3_bucket_public_access_block: { of: "bucket", arguments: ["bucket"] },
  aws_s3_bucket_server_side_encryption_configuration: { of: "bucket", arguments: ["bucket"] },
  aws_s3_bucket_versioning: { of: "bucket", arguments: ["bucket"] },
  aws_security_group: { arguments: [] },
  aws_sns_topic: { arguments: ["policy.*"] },
  kubernetes_config_map_v1: { arguments: LABELS },
  kubernetes_limit_range_v1: { of: "metadata.namespace", arguments: LABELS },
  kubernetes_namespace_v1: { arguments: ["metadata.labels.elbv2.k8s.aws/pod-readiness-gate-inject"] },
  kubernetes_pod_disruption_budget_v1: { arguments: LABELS },
  kubernetes_resource_quota_v1: { of: "metadata.namespace", arguments: LABELS },
  kubernetes_service_account_v1: { arguments: [] },
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
