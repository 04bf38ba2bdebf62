/** Arguments whose values others than Terraform set, so that a block may ignore their changes. */
export interface ChangedElsewhere {
  readonly reason: string;
  /** The path in `ignore_changes`, with or without indexes. */
  readonly path: RegExp;
}

/**
 * Source: documentation of hashicorp/aws and hashicorp/kubernetes, notes on `ignore_changes` of aws_autoscaling_group, aws_ecs_service,
 * aws_eks_node_group, aws_dynamodb_table, aws_db_instance and kubernetes_deployment_v1; Amazon EKS API, values of CreateCluster alone;
 * Amazon EKS user guide and AWS Load Balancer Controller documentation, annotations (unconfirmed).
 */
export const CHANGED_ELSEWHERE: readonly ChangedElsewhere[] = [
  {
    reason: "an autoscaler or a schedule sets the number",
    path: /^(scaling_config(\.(desired|min|max)_size)?|(min|max)_size|desired_capacity|desired_count|spec\.replicas|(read|write)_capacity|provisioned_concurrent_executions|capacity|target_capacity)$/,
  },
  {
    reason: "AWS has the value at the creation alone",
    path: /^(access_config\.bootstrap_cluster_creator_admin_permissions|bootstrap_self_managed_addons|snapshot_identifier)$/,
  },
  {
    reason: "a tag or description that others set gives no right",
    path: /^(tags|tags_all)(\[.*\])?$|^description$/,
  },
  {
    reason: "one annotation that others set, except those that give a role or open a load balancer",
    path: /^metadata\.annotations\["(?![^"]*(?:amazonaws\.com|ingress\.kubernetes\.io|service\.beta\.kubernetes\.io)\/)[^"]*"\]$/,
  },
  {
    reason: "a rotation sets the secret",
    path: /^(secret_string|secret_binary|password|master_password)$/,
  },
  {
    reason: "AWS chooses the newer minor version or image",
    path: /^(engine_version|release_version|platform_version|ami|image_id)$/,
  },
];
