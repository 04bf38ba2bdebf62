/** Roles that a resource passes to a service, for which AWS requires `iam:PassRole` of the deployer. */
export interface PassedRole {
  readonly type: string;
  /** Attribute with the ARN, below the blocks that contain it. */
  readonly attribute: readonly string[];
  /** Services that get the role. */
  readonly services: readonly string[];
}

/** Unconfirmed: service principals from the trust policies that each service documents, not opened for this table. */
export const PASSED_ROLES: readonly PassedRole[] = [
  { type: "aws_backup_selection", attribute: ["iam_role_arn"], services: ["backup.amazonaws.com"] },
  { type: "aws_eks_addon", attribute: ["service_account_role_arn"], services: ["eks.amazonaws.com"] },
  { type: "aws_eks_cluster", attribute: ["role_arn"], services: ["eks.amazonaws.com"] },
  {
    type: "aws_eks_fargate_profile",
    attribute: ["pod_execution_role_arn"],
    services: ["eks.amazonaws.com", "eks-fargate-pods.amazonaws.com"],
  },
  {
    type: "aws_eks_node_group",
    attribute: ["node_role_arn"],
    services: ["ec2.amazonaws.com", "eks.amazonaws.com"],
  },
  { type: "aws_flow_log", attribute: ["iam_role_arn"], services: ["vpc-flow-logs.amazonaws.com"] },
  {
    type: "aws_scheduler_schedule",
    attribute: ["target", "role_arn"],
    services: ["scheduler.amazonaws.com"],
  },
];

/**
 * Service-linked roles that a service creates with the first resource of a type in an account.
 *
 * Unconfirmed: "Using service-linked roles" of each user guide, not opened for this table.
 */
export const LINKED_ROLES: readonly { readonly type: string; readonly service: string }[] = [
  { type: "aws_backup_plan", service: "backup.amazonaws.com" },
  { type: "aws_db_instance", service: "rds.amazonaws.com" },
  { type: "aws_ec2_transit_gateway_vpc_attachment", service: "transitgateway.amazonaws.com" },
  { type: "aws_ecr_pull_through_cache_rule", service: "pullthroughcache.ecr.amazonaws.com" },
  { type: "aws_eks_cluster", service: "eks.amazonaws.com" },
  { type: "aws_eks_fargate_profile", service: "eks-fargate.amazonaws.com" },
  { type: "aws_eks_node_group", service: "autoscaling.amazonaws.com" },
  { type: "aws_eks_node_group", service: "eks-nodegroup.amazonaws.com" },
  { type: "aws_lb", service: "elasticloadbalancing.amazonaws.com" },
  { type: "aws_nat_gateway", service: "natgateway.amazonaws.com" },
  { type: "aws_route53_resolver_endpoint", service: "route53resolver.amazonaws.com" },
];

/** Form of the request for a grant of a key: from a service that sets `kms:GrantIsForAWSResource`, or from one whose call does not carry it. */
export type GrantRequest = "for a resource" | "without the condition";

/** Use of a customer managed key on behalf of the deployer, while it creates a resource of a type. */
export interface KeyUse {
  readonly type: string;
  /** Attribute that names the key. */
  readonly attribute: readonly string[];
  readonly actions: readonly string[];
  /** How AWS makes grants of the key. @default - it makes none */
  readonly grants?: GrantRequest;
}

/**
 * Sources: clusters: "kms:GrantIsForAWSResource is not supported for the CreateCluster action", Amazon EKS user guide,
 * "enable-kms"; backup vaults: permissions without a condition, AWS Backup developer guide, "create-a-vault"; repositories:
 * CreateGrant, RetireGrant and DescribeKey, without this condition, Amazon ECR user guide, "encryption-at-rest" (read
 * 2026-11-23). Others are unconfirmed: from the pages on encryption of each service, not opened for this table.
 */
export const KEY_USES: readonly KeyUse[] = [
  {
    type: "aws_backup_vault",
    attribute: ["kms_key_arn"],
    actions: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey", "kms:RetireGrant"],
    grants: "without the condition",
  },
  {
    type: "aws_db_instance",
    attribute: ["kms_key_id"],
    actions: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"],
    grants: "for a resource",
  },
  {
    type: "aws_ecr_repository",
    attribute: ["encryption_configuration", "kms_key"],
    actions: ["kms:DescribeKey", "kms:RetireGrant"],
    grants: "without the condition",
  },
  {
    type: "aws_eks_cluster",
    attribute: ["encryption_config", "provider", "key_arn"],
    actions: ["kms:DescribeKey"],
    grants: "without the condition",
  },
  { type: "aws_cloudwatch_log_group", attribute: ["kms_key_id"], actions: ["kms:DescribeKey"] },
  { type: "aws_sns_topic", attribute: ["kms_master_key_id"], actions: ["kms:DescribeKey"] },
];
