/** A variable that a module is expected to have for a setting of the YAML file, with one of its places. */
export interface ExpectedVariable {
  readonly environment: string;
  readonly setting: string;
  readonly layer: string;
  readonly variable: string;
  /** Place in the stack's JSON, and the template that it is expected to have there. */
  readonly place: string;
  readonly template: string;
}

const row =
  (environment: string) =>
  (
    setting: string,
    layer: string,
    variable: string,
    place: string,
    template = `\${var.${variable}}`,
  ): ExpectedVariable => ({ environment, setting, layer, variable, place, template });

const retail = row("retail-forecast");
const optionB = row("retail-forecast-option-b");
const withConsole = row("retail-forecast-console");
const mlapp = row("mlapp");
const prod = row("ml-inference-prod");
const hardened = row("ml-inference-hardened");
const platform = row("ml-platform");
const languageModels = row("language-models");

const TAGS = "provider.aws.0.default_tags.0.tags";
const api = "resource.kubernetes_deployment_v1.ml_inference_api.spec.template.spec";

/** Written from the stacks of the examples, before the code that finds them. */
export const EXPECTED_VARIABLES: readonly ExpectedVariable[] = [
  retail("account", "state", "account_id", "provider.aws.0.allowed_account_ids.0"),
  retail("account", "models", "account_id", "provider.aws.0.allowed_account_ids.0"),
  retail("region", "network", "region", "provider.aws.0.region"),
  retail("region", "network", "region", "resource.aws_subnet.private_a.availability_zone", "${var.region}a"),
  retail(
    "region",
    "network",
    "region",
    "resource.aws_vpc_endpoint.ec2.service_name",
    "com.amazonaws.${var.region}.ec2",
  ),
  retail("project", "cluster", "project", `${TAGS}.project`),
  retail("owner", "cluster", "owner", `${TAGS}.owner`),
  retail("repository", "models", "repository", `${TAGS}.repository`),
  retail(
    "namePrefix",
    "network",
    "name_prefix",
    "resource.aws_security_group.nodes.name",
    "${var.name_prefix}-eks-nodes-sg",
  ),
  retail("the name of the environment", "network", "environment", `${TAGS}.environment`),
  retail("network.vpcName", "network", "vpc_name", "resource.aws_vpc.main.tags.Name"),
  retail(
    "network.privateSubnets.namePrefix",
    "network",
    "private_subnets_name_prefix",
    "resource.aws_subnet.private_a.tags.Name",
    "${var.private_subnets_name_prefix}-${var.region}a",
  ),
  retail(
    "network.flowLogs.logGroupName",
    "network",
    "flow_logs_log_group_name",
    "resource.aws_cloudwatch_log_group.flow_logs.name",
  ),
  retail(
    "network.flowLogs.retentionDays",
    "network",
    "flow_log_retention_days",
    "resource.aws_cloudwatch_log_group.flow_logs.retention_in_days",
  ),
  retail(
    "network.costAlarm.email",
    "network",
    "cost_alarm_email",
    "resource.aws_sns_topic_subscription.cost_alarm_email.endpoint",
  ),
  retail(
    "network.costAlarm.name",
    "network",
    "cost_alarm_name",
    "resource.aws_cloudwatch_metric_alarm.cost_alarm_vpc.alarm_name",
  ),
  retail("entry.certificateArn", "network", "certificate_arn", "output.certificate_arn.value"),
  retail(
    "entry.webAclArn",
    "models",
    "web_acl_arn",
    "resource.aws_wafv2_web_acl_association.guard.web_acl_arn",
  ),
  retail("cluster.name", "cluster", "cluster_name", "resource.aws_eks_cluster.main.name"),
  retail("cluster.version", "cluster", "kubernetes_version", "resource.aws_eks_cluster.main.version"),
  retail(
    "cluster.version",
    "cluster",
    "kubernetes_version",
    "data.aws_eks_addon_version.coredns.kubernetes_version",
  ),
  retail(
    "cluster.logRetentionDays",
    "cluster",
    "log_retention_days",
    "resource.aws_cloudwatch_log_group.insights_host.retention_in_days",
  ),
  retail(
    "cluster.nodeGroups.general.minPerZone",
    "cluster",
    "node_group_general_min_per_zone",
    "resource.aws_eks_node_group.general_b.scaling_config.min_size",
  ),
  retail(
    "cluster.nodeGroups.general.maxPerZone",
    "cluster",
    "node_group_general_max_per_zone",
    "resource.aws_eks_node_group.general_a.scaling_config.max_size",
  ),
  retail(
    "cluster.nodeGroups.general.diskGiB",
    "cluster",
    "node_group_general_disk_gib",
    "resource.aws_launch_template.general.block_device_mappings.0.ebs.volume_size",
  ),
  retail(
    "cluster.nodeGroups.general.capacityType",
    "cluster",
    "node_group_general_capacity_type",
    "resource.aws_eks_node_group.general_a.capacity_type",
  ),
  retail(
    "namespace",
    "models",
    "namespace",
    "resource.kubernetes_deployment_v1.retail_forecast_api.metadata.namespace",
  ),
  retail(
    "models.0.image.tag",
    "models",
    "retail_forecast_api_image_tag",
    "resource.kubernetes_deployment_v1.retail_forecast_api.spec.template.spec.container.0.image",
    "${var.account_id}.dkr.ecr.${var.region}.amazonaws.com/${var.environment}/retail-forecast-api:${var.retail_forecast_api_image_tag}",
  ),
  retail(
    "models.0.replicas.min",
    "models",
    "retail_forecast_api_min_replicas",
    "resource.kubernetes_horizontal_pod_autoscaler_v2.retail_forecast_api.spec.min_replicas",
  ),
  retail(
    "models.0.replicas.max",
    "models",
    "retail_forecast_api_max_replicas",
    "resource.kubernetes_horizontal_pod_autoscaler_v2.retail_forecast_api.spec.max_replicas",
  ),
  retail(
    "models.0.cpuRequest",
    "models",
    "retail_forecast_api_cpu_request",
    "resource.kubernetes_deployment_v1.retail_forecast_api.spec.template.spec.container.0.resources.requests.cpu",
  ),
  retail(
    "models.0.memoryRequest",
    "models",
    "retail_forecast_api_memory_request",
    "resource.kubernetes_deployment_v1.retail_forecast_api.spec.template.spec.container.0.resources.requests.memory",
  ),
  optionB(
    "entry.certificateArn",
    "network",
    "certificate_arn",
    "resource.aws_lb_listener.https.certificate_arn",
  ),
  optionB("entry.hostedZoneId", "network", "hosted_zone_id", "data.aws_route53_zone.host.zone_id"),
  optionB(
    "account",
    "cluster",
    "account_id",
    "resource.aws_s3_bucket.models.bucket",
    "${var.environment}-models-${var.account_id}",
  ),
  withConsole("entry.loadBalancerName", "network", "entry_load_balancer_name", "data.aws_lb.demo.name"),
  withConsole("network.vpcName", "network", "vpc_name", "data.aws_vpcs.main.tags.Name"),
  mlapp(
    "network.attachments.0.peerVpcId",
    "network",
    "runners_peer_vpc_id",
    "resource.aws_vpc_peering_connection.runners.peer_vpc_id",
  ),
  mlapp(
    "network.attachments.0.peerAccount",
    "network",
    "runners_peer_account",
    "resource.aws_vpc_peering_connection.runners.peer_owner_id",
  ),
  mlapp("entry.host", "network", "entry_host", "resource.aws_acm_certificate.entry.domain_name"),
  mlapp(
    "entry.hostedZoneId",
    "network",
    "hosted_zone_id",
    "resource.aws_route53_record.entry_validation.zone_id",
  ),
  mlapp("entry.host", "models", "entry_host", "resource.kubernetes_ingress_v1.models.spec.rule.0.host"),
  mlapp(
    "modelBucket.existingName",
    "models",
    "model_bucket_existing_name",
    "resource.kubernetes_config_map_v1.model_service.data.MODEL_BUCKET",
  ),
  mlapp(
    "models.1.image.tag",
    "models",
    "training_service_image_tag",
    "resource.kubernetes_deployment_v1.training_service.spec.template.spec.container.0.image",
    // A zone of this region has no EKS, so another region has other blocks.
    "${var.account_id}.dkr.ecr.us-east-1.amazonaws.com/${var.environment}/training-service:${var.training_service_image_tag}",
  ),
  mlapp(
    "models.0.startupSeconds",
    "models",
    "model_service_startup_seconds",
    "resource.kubernetes_deployment_v1.model_service.spec.template.spec.container.0.startup_probe.failure_threshold",
    "${ceil(var.model_service_startup_seconds / 10)}",
  ),
  prod(
    "network.attachments.0.transitGatewayId",
    "network",
    "organization_transit_gateway_id",
    "resource.aws_ec2_transit_gateway_vpc_attachment.organization.transit_gateway_id",
  ),
  prod(
    "models.0.environment.LOG_LEVEL",
    "models",
    "ml_inference_api_environment_log_level",
    "resource.kubernetes_config_map_v1.ml_inference_api.data.LOG_LEVEL",
  ),
  prod(
    "models.0.replicas.memoryPercent",
    "models",
    "ml_inference_api_replicas_memory_percent",
    "resource.kubernetes_horizontal_pod_autoscaler_v2.ml_inference_api.spec.metric.1.resource.target.average_utilization",
  ),
  prod(
    "models.0.startupSeconds",
    "models",
    "ml_inference_api_startup_seconds",
    `${api}.container.0.startup_probe.failure_threshold`,
    "${ceil(var.ml_inference_api_startup_seconds / 10)}",
  ),
  hardened("tags.cost-center", "state", "tag_cost_center", `${TAGS}.cost-center`),
  hardened("tags.acme:data-class", "cluster", "tag_acme_data_class", `${TAGS}.acme:data-class`),
  hardened(
    "permissionsBoundary.network",
    "network",
    "permissions_boundary_network",
    "resource.aws_iam_role.flow_logs.permissions_boundary",
    "arn:aws:iam::${var.account_id}:policy/${var.permissions_boundary_network}",
  ),
  hardened(
    "account",
    "state",
    "account_id",
    "resource.aws_s3_bucket.state_bucket.bucket",
    "${var.environment}-tfstate-${var.account_id}",
  ),
  hardened(
    "accessLogs.retentionDays",
    "state",
    "access_logs_retention_days",
    "resource.aws_s3_bucket_lifecycle_configuration.access_logs.rule.0.expiration.0.days",
  ),
  hardened(
    "podPriority.value",
    "models",
    "pod_priority_value",
    "resource.kubernetes_priority_class_v1.models_priority.value",
  ),
  hardened(
    "models.0.image.digest",
    "models",
    "ml_inference_api_image_digest",
    `${api}.container.0.image`,
    "${var.account_id}.dkr.ecr.${var.region}.amazonaws.com/${var.environment}/ml-inference-api:${var.ml_inference_api_image_tag}@${var.ml_inference_api_image_digest}",
  ),
  hardened(
    "models.0.cpuLimit",
    "models",
    "ml_inference_api_cpu_limit",
    `${api}.container.0.resources.limits.cpu`,
  ),
  hardened(
    "models.0.memoryLimit",
    "models",
    "ml_inference_api_memory_limit",
    `${api}.container.0.resources.limits.memory`,
  ),
  hardened(
    "models.0.ephemeralStorage",
    "models",
    "ml_inference_api_ephemeral_storage",
    `${api}.container.0.resources.limits.ephemeral-storage`,
  ),
  hardened(
    "models.0.tmpMiB",
    "models",
    "ml_inference_api_tmp_mib",
    `${api}.volume.0.empty_dir.size_limit`,
    "${var.ml_inference_api_tmp_mib}Mi",
  ),
  hardened(
    "models.0.runAsUser",
    "models",
    "ml_inference_api_run_as_user",
    `${api}.security_context.run_as_user`,
    "${tostring(var.ml_inference_api_run_as_user)}",
  ),
  hardened(
    "charts.external-dns.version",
    "platform",
    "charts_external_dns_version",
    "resource.helm_release.charts_external_dns.version",
  ),
  platform(
    "components.mlflow.database.instanceClass",
    "cluster",
    "mlflow_database_instance_class",
    "resource.aws_db_instance.mlflow.instance_class",
  ),
  platform(
    "components.mlflow.database.backupDays",
    "cluster",
    "mlflow_database_backup_days",
    "resource.aws_db_instance.mlflow.backup_retention_period",
  ),
  platform(
    "components.kubeflow-pipelines.maxPods",
    "platform",
    "kubeflow_pipelines_max_pods",
    "resource.kubernetes_resource_quota_v1.kubeflow_pipelines.spec.hard.pods",
    "${tostring(var.kubeflow_pipelines_max_pods)}",
  ),
  platform(
    "components.backups.retentionDays",
    "cluster",
    "backups_retention_days",
    "resource.aws_backup_plan.backups.rule.0.lifecycle.delete_after",
  ),
  platform(
    "components.alerts.email",
    "cluster",
    "alerts_email",
    "resource.aws_sns_topic_subscription.alerts_email.endpoint",
  ),
  platform(
    "cluster.nodeGroups.forecast.diskIops",
    "cluster",
    "node_group_forecast_disk_iops",
    "resource.aws_launch_template.forecast.block_device_mappings.0.ebs.iops",
  ),
  platform(
    "cluster.nodeGroups.reserved.capacityReservation",
    "cluster",
    "node_group_reserved_capacity_reservation",
    "resource.aws_launch_template.reserved.capacity_reservation_specification.capacity_reservation_target.capacity_reservation_id",
  ),
  platform(
    "models.1.memoryRequest",
    "models",
    "fraud_detection_memory_request",
    "resource.helm_release.fraud_detection_inference.values.0",
  ),
  languageModels(
    "entry.host",
    "models",
    "entry_host",
    "resource.kubernetes_ingress_v1.models.spec.rule.0.host",
  ),
  languageModels("account", "state", "account_id", "provider.aws.0.allowed_account_ids.0"),
  languageModels("account", "models", "account_id", "provider.aws.0.allowed_account_ids.0"),
  languageModels("the name of the environment", "models", "environment", `${TAGS}.environment`),
  languageModels(
    "cluster.nodeGroups.general.maxPerZone",
    "cluster",
    "node_group_general_max_per_zone",
    "resource.aws_eks_node_group.general_a.scaling_config.max_size",
  ),
  languageModels(
    "cluster.nodeGroups.chat.maxPerZone",
    "cluster",
    "node_group_chat_max_per_zone",
    "resource.aws_eks_node_group.chat_a.scaling_config.max_size",
  ),
  languageModels(
    "cluster.nodeGroups.large.maxPerZone",
    "models",
    "node_group_large_max_per_zone",
    "resource.kubernetes_resource_quota_v1.models.spec.hard.requests.nvidia.com/gpu",
    "${tostring(var.node_group_chat_max_per_zone * 2 + var.node_group_large_max_per_zone * 16)}",
  ),
  languageModels(
    "models.0.replicas.max",
    "models",
    "chat_max_replicas",
    "resource.helm_release.chat_queue.values.0",
  ),
  languageModels(
    "models.0.startupSeconds",
    "models",
    "chat_startup_seconds",
    "resource.kubernetes_config_map_v1.chat.data.VLLM_ENGINE_READY_TIMEOUT_S",
    "${tostring(var.chat_startup_seconds)}",
  ),
  languageModels(
    "entry.idleTimeoutSeconds",
    "models",
    "entry_idle_timeout_seconds",
    "resource.kubernetes_deployment_v1.chat.spec.template.spec.container.0.args.10",
    "--sse-keep-alive-interval=${max(1, floor(var.entry_idle_timeout_seconds / 3))}",
  ),
];
