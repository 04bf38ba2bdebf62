import { KUBEFLOW_PIPELINES_CLUSTER } from "../../parts/kubeflow-pipelines/causes";
import { type CauseTable, type Shaped, endpointServices, secretsDriver } from "./table";

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

const MLFLOW_OUTPUT: Shaped = {
  part: "components.mlflow",
  by: { "components.mlflow": "exists", namePrefix: "value", account: "value", region: "value" },
};

/** Parts of `components` in the cluster layer. */
export const CLUSTER_PART_CAUSES: CauseTable = {
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
      namePrefix: "name description policy resources",
      account: "policy resources",
      region: "policy resources",
      "cluster.name": "description",
      "modelBucket.existingName": "resources",
      "components.mlflow": "resources",
      "components.kubeflow-pipelines": "resources",
    },
  },
  alerts: {
    part: "components.alerts",
    by: {
      "components.alerts": "exists",
      "components.alerts.email": "aws_sns_topic_subscription:endpoint",
      "components.off-hours.keepNodes": "aws_cloudwatch_metric_alarm:exists",
      "entry.host": "aws_cloudwatch_metric_alarm:exists",
      "entry.httpOnly": "aws_cloudwatch_metric_alarm:exists",
      "entry.certificateArn": "aws_cloudwatch_metric_alarm:exists",
      namePrefix: "name alarm_name description",
      account: "policy assume_role_policy",
      region: "policy assume_role_policy",
    },
  },
  "alerts/endpoints/*": {
    part: "components.alerts",
    by: {
      "components.alerts": "exists",
      ...endpointServices("exists"),
      namePrefix: "alarm_name",
      region: "dimensions",
    },
  },
  alerts_topic_arn: { part: "components.alerts", by: { "components.alerts": "exists" } },
  alerts_heartbeat_topic_arn: { part: "components.alerts", by: { "components.alerts": "exists" } },
  alerts_role_arn: { part: "components.alerts", by: { "components.alerts": "exists" } },
  mlflow: {
    part: "components.mlflow",
    by: {
      "components.mlflow": "exists",
      "components.mlflow.passwordDays": "rotation_rules",
      "components.mlflow.database.instanceClass": "instance_class",
      "components.mlflow.database.storageGiB": "allocated_storage",
      "components.mlflow.database.multiAz": "multi_az",
      "components.mlflow.database.backupDays": "backup_retention_period",
      "components.mlflow.database.deletionProtection": "deletion_protection",
      namePrefix: "name description identifier final_snapshot_identifier tags",
      account: "bucket target_bucket target_prefix policy assume_role_policy",
      region: "policy assume_role_policy",
      "cluster.zones": "subnet_ids",
      "network.zones": "subnet_ids",
      accessLogs: "aws_s3_bucket_logging:exists",
    },
  },
  mlflow_database_host: MLFLOW_OUTPUT,
  mlflow_database_secret_arn: MLFLOW_OUTPUT,
  mlflow_role_arn: MLFLOW_OUTPUT,
  mlflow_bucket: MLFLOW_OUTPUT,
  mlflow_image_repository: MLFLOW_OUTPUT,
  mlflow_port_forward_command: MLFLOW_OUTPUT,
  mlflow_snapshot_command: MLFLOW_OUTPUT,
  ...KUBEFLOW_PIPELINES_CLUSTER,
  backups_start_commands: BACKUP_COMMANDS,
  backups_list_commands: BACKUP_COMMANDS,
  backups_restore_commands: BACKUP_COMMANDS,
  github_actions_role_arn: {
    part: "components.github-actions",
    by: { "components.github-actions": "exists" },
  },
  ebs_csi_kms_key_arn: {
    part: "components.ebs-csi",
    by: { "components.ebs-csi": "exists value" },
  },
};
