import { type CauseTable, type Shaped, layerTable, secretsDriver, stateOf } from "./table";

/** An add-on with a version for each Kubernetes version. */
const addon = (by: Shaped["by"] = {}): Shaped => ({
  part: "cluster.addonVersions",
  by: {
    "cluster.version": "exists kubernetes_version addon_version",
    "cluster.addonVersions": "exists addon_version",
    ...by,
  },
});

/** Settings that decide which node groups exist. */
const NODES: Shaped["by"] = {
  "network.zones": "depends_on",
  "cluster.nodeGroups.+": "depends_on",
  "cluster.nodeGroups.*.zones": "depends_on",
};

/** Commands with the sizes of all node groups. */
const OFF_HOURS_COMMANDS: Shaped = {
  part: "components.off-hours",
  by: {
    "components.off-hours": "exists",
    "components.off-hours.keepNodes": "value",
    "components.off-hours.keepIn": "value",
    "cluster.name": "value",
    region: "value",
    "network.zones": "value",
    "cluster.nodeGroups.+": "value",
    "cluster.nodeGroups.*.zones": "value",
    "cluster.nodeGroups.*.minPerZone": "value",
    "cluster.nodeGroups.*.maxPerZone": "value",
    "cluster.nodeGroups.*.instanceTypes": "value",
  },
};

/** Commands with the names of the cluster and the model bucket. */
const BACKUP_COMMANDS: Shaped = {
  part: "components.backups",
  by: {
    "components.backups": "exists",
    "cluster.name": "value",
    region: "value",
    namespace: "value",
    "modelBucket.existingName": "value",
  },
};

export const CLUSTER_CAUSES: CauseTable = {
  ...layerTable("cluster"),
  network: stateOf({
    "network.zones": "lifecycle",
    "cluster.zones": "lifecycle",
    "cluster.fargate": "lifecycle",
    "cluster.nodeGroups.*.zones": "lifecycle",
  }),
  cluster: {
    part: "cluster",
    by: {
      account: "policy",
      region: "policy",
      namePrefix: "name",
      "cluster.name": "policy description",
      "cluster.fargate": "policy",
      "cluster.observability": "policy",
      "modelBucket.existingName": "lifecycle",
      "modelBucket.kmsKeyArn": "lifecycle",
    },
  },
  Cluster: {
    part: "cluster aws_cloudwatch_log_group:cluster.logRetentionDays",
    by: {
      namePrefix: "aws_iam_role:name",
      account: "assume_role_policy",
      region: "assume_role_policy",
      "cluster.name": "aws_eks_cluster:name aws_cloudwatch_log_group:name assume_role_policy description",
      "cluster.version": "version",
      "cluster.zones": "vpc_config.subnet_ids",
      "network.zones": "vpc_config.subnet_ids",
      "cluster.apiAccess.publicCidrs": "vpc_config.endpoint_public_access vpc_config.public_access_cidrs",
      "cluster.logRetentionDays": "retention_in_days",
    },
  },
  Admins: { part: "cluster.admins", by: { "cluster.admins": "*", "cluster.deployerRole": "*" } },
  NodeAddons: addon({
    project: "configuration_values",
    owner: "configuration_values",
    repository: "configuration_values",
    namePrefix: "aws_iam_role:name",
  }),
  PodAddons: addon(NODES),
  ContainerInsights: addon({
    ...NODES,
    namePrefix: "aws_iam_role:name",
    "cluster.observability": "exists",
    "cluster.name": "aws_cloudwatch_log_group:name",
    "cluster.logRetentionDays": "retention_in_days",
  }),
  nodes: {
    part: "cluster",
    by: { namePrefix: "name", "cluster.sessionManager": "aws_iam_role_policy_attachment:exists" },
  },
  "NodeGroups/*": {
    part: "cluster.nodeGroups.*",
    by: {
      "cluster.nodeGroups.*": "exists",
      "cluster.nodeGroups.*.zones": "exists@zone",
      "network.zones": "exists@zone",
      "cluster.version": "version",
      "cluster.nodeReleases": "release_version",
      "cluster.nodeGroups.*.instanceTypes": "ami_type instance_types labels taint release_version",
      "cluster.nodeGroups.*.capacityType": "capacity_type",
      "cluster.nodeGroups.*.minPerZone": "scaling_config.min_size scaling_config.desired_size",
      "cluster.nodeGroups.*.maxPerZone": "scaling_config.max_size",
      "cluster.nodeGroups.*.diskGiB": "block_device_mappings",
      "cluster.externalNodeAutoscaler": "lifecycle",
      "components.cluster-autoscaler": "lifecycle tags labels",
      "components.off-hours": "lifecycle",
      "cluster.sessionManager": "depends_on",
      namePrefix: "aws_launch_template:name tag_specifications",
      project: "tag_specifications",
      owner: "tag_specifications",
      repository: "tag_specifications",
    },
  },
  fargate: {
    part: "cluster",
    by: {
      "cluster.fargate": "exists",
      namePrefix: "aws_iam_role:name",
      namespace: "fargate_profile_name selector",
      account: "assume_role_policy",
      region: "assume_role_policy",
      "cluster.name": "aws_cloudwatch_log_group:name assume_role_policy",
      "cluster.zones": "subnet_ids",
      "network.zones": "subnet_ids",
      "cluster.logRetentionDays": "retention_in_days",
    },
  },
  FargateRules: {
    part: "cluster port:models[].port port:models[].alsoPorts",
    by: {
      "cluster.fargate": "exists",
      "models[].port": "port:exists@port",
      "models[].alsoPorts": "port:exists@port",
      "models[].metricsPath": "port:exists",
      prometheusRelease: "port:exists",
      "components.prometheus": "port:exists",
    },
  },
  Repositories: {
    part: "cluster",
    by: {
      "network.egress": "exists",
      "components.pull-through-cache": "exists",
      "cluster.nodeGroups.*.instanceTypes": "exists",
      "models[].weights": "exists",
      "components.prometheus": "exists",
      ...secretsDriver("exists"),
    },
  },
  "Repositories/*": {
    part: "cluster model:models[].name",
    by: {
      "models[].name": "model:exists@model",
      "models[].image.repository": "model:exists",
      "network.egress": "mirror:exists",
      "cluster.nodeGroups.*.instanceTypes": "mirror:exists",
      "models[].secrets": "mirror:exists",
      "models[].weights": "mirror:exists",
      keepSecretsDriver: "mirror:exists",
      "components.pull-through-cache": "mirror:exists",
    },
  },
  "github-actions": {
    part: "components.github-actions",
    by: {
      "components.github-actions": "exists",
      "components.github-actions.repository": "aws_iam_role:assume_role_policy aws_iam_role:description",
      "components.github-actions.branch": "aws_iam_role:assume_role_policy",
      "components.github-actions.environment": "aws_iam_role:assume_role_policy",
      "components.github-actions.ownerId": "aws_iam_role:assume_role_policy",
      "components.github-actions.repositoryId": "aws_iam_role:assume_role_policy",
      "components.github-actions.provider":
        "aws_iam_openid_connect_provider:exists data.aws_iam_openid_connect_provider:exists aws_iam_role:assume_role_policy",
      namePrefix: "aws_iam_role:name",
      region: "aws_iam_role:assume_role_policy",
      "models[].name": "aws_iam_role_policy:policy",
      "models[].image.repository": "aws_iam_role_policy:policy",
      "network.egress": "aws_iam_role_policy:policy",
      "cluster.nodeGroups.*.instanceTypes": "aws_iam_role_policy:policy",
      ...secretsDriver("aws_iam_role_policy:policy"),
    },
  },
  "off-hours": {
    part: "components.off-hours",
    by: {
      "components.off-hours": "exists",
      "cluster.nodeGroups.+": "aws_iam_role_policy:policy",
      "cluster.nodeGroups.*.zones": "aws_iam_role_policy:policy",
      "network.zones": "aws_iam_role_policy:policy",
      namePrefix: "name",
      account: "assume_role_policy",
      region: "target",
    },
  },
  "off-hours/Nodes/*": {
    part: "components.off-hours",
    by: {
      "components.off-hours": "exists",
      "components.off-hours.timezone": "schedule_expression_timezone",
      "components.off-hours.start": "schedule_expression",
      "components.off-hours.stop": "schedule_expression",
      "components.off-hours.days": "schedule_expression",
      "components.off-hours.keepNodes": "target.input",
      "components.off-hours.keepIn": "target.input",
      "cluster.nodeGroups.*": "exists",
      "cluster.nodeGroups.*.zones": "exists@zone target.input",
      "network.zones": "exists@zone target.input",
      "cluster.nodeGroups.*.minPerZone": "target.input",
      "cluster.nodeGroups.*.maxPerZone": "target.input",
      "cluster.nodeGroups.*.instanceTypes": "target.input",
      region: "target.arn",
    },
  },
  off_hours_start_commands: OFF_HOURS_COMMANDS,
  off_hours_stop_commands: OFF_HOURS_COMMANDS,
  backups: {
    part: "components.backups",
    by: {
      "components.backups": "exists",
      "components.backups.email": "aws_sns_topic_subscription:endpoint",
      "components.backups.time": "rule",
      "components.backups.retentionDays": "rule",
      "components.backups.lock": "aws_backup_vault_lock_configuration:exists depends_on",
      "components.backups.lock.minRetentionDays": "min_retention_days",
      "components.backups.lock.maxRetentionDays": "max_retention_days",
      "components.backups.lock.permanentAfterDays": "changeable_for_days",
      namePrefix: "name description policy",
      account: "policy",
      region: "policy",
      "cluster.name": "description",
      "modelBucket.existingName": "resources",
    },
  },
  backups_start_commands: BACKUP_COMMANDS,
  backups_list_commands: BACKUP_COMMANDS,
  backups_restore_commands: BACKUP_COMMANDS,
  models: {
    part: "modelBucket aws_s3_bucket_logging:accessLogs",
    by: {
      "modelBucket.existingName": "exists",
      "modelBucket.kmsKeyArn": "rule",
      account: "bucket target_bucket target_prefix",
      accessLogs: "aws_s3_bucket_logging:exists",
    },
  },
  update_kubeconfig_command: { part: "cluster", by: { "cluster.name": "value", region: "value" } },
  model_bucket: { part: "modelBucket", by: { "modelBucket.existingName": "value", account: "value" } },
  model_bucket_arn: { part: "modelBucket", by: { "modelBucket.existingName": "value", account: "value" } },
  model_bucket_kms_key_arn: {
    part: "modelBucket",
    by: { "modelBucket.existingName": "exists", "modelBucket.kmsKeyArn": "*" },
  },
  github_actions_role_arn: {
    part: "components.github-actions",
    by: { "components.github-actions": "exists" },
  },
  "ebs-csi": {
    part: "components.ebs-csi",
    by: {
      ...addon(NODES).by,
      "components.ebs-csi": "exists policy",
      namePrefix: "aws_iam_role:name",
      region: "policy",
      project: "configuration_values",
      owner: "configuration_values",
      repository: "configuration_values",
    },
  },
  ebs_csi_kms_key_arn: {
    part: "components.ebs-csi",
    by: { "components.ebs-csi": "exists value" },
  },
  fargate_log_group: { part: "cluster", by: { "cluster.fargate": "exists", "cluster.name": "value" } },
};
