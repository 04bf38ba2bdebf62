import { PLATFORM, UNKNOWN, expectAttention } from "./harmful-edits";

describe("edits of data that do harm need attention", () => {
  expectAttention([
    {
      what: "versions of another bucket, which exists",
      address: "aws_s3_bucket_versioning.models",
      environment: PLATFORM,
      edit: ({ cluster }) => {
        cluster.resource.aws_s3_bucket_versioning.models.bucket = "${aws_s3_bucket.mlflow_artifacts.id}";
      },
    },
    {
      what: "versions of another bucket, which is new",
      address: "aws_s3_bucket_versioning.models",
      edit: ({ cluster }) => {
        cluster.resource.aws_s3_bucket.other = { ...cluster.resource.aws_s3_bucket.models, bucket: "other" };
        cluster.resource.aws_s3_bucket_versioning.models.bucket = "${aws_s3_bucket.other.id}";
      },
    },
    {
      what: "rules that delete objects of another bucket, which exists",
      address: "aws_s3_bucket_lifecycle_configuration.models",
      environment: PLATFORM,
      edit: ({ cluster }) => {
        cluster.resource.aws_s3_bucket_lifecycle_configuration.models.bucket =
          "${aws_s3_bucket.mlflow_artifacts.id}";
      },
    },
    {
      what: "a retention of logs that only the apply knows",
      address: "aws_cloudwatch_log_group.control_plane",
      edit: ({ cluster }) => {
        cluster.resource.aws_cloudwatch_log_group.control_plane.retention_in_days = UNKNOWN;
      },
    },
    {
      what: "a policy of images that only the apply knows",
      address: "aws_ecr_lifecycle_policy.retail_forecast_api",
      edit: ({ cluster }) => {
        cluster.resource.aws_ecr_lifecycle_policy.retail_forecast_api.policy = UNKNOWN;
      },
    },
    {
      what: "a new policy of images that only the apply knows",
      address: "aws_ecr_lifecycle_policy.retail_forecast_api",
      from: ({ cluster }) => {
        Reflect.deleteProperty(cluster.resource.aws_ecr_lifecycle_policy, "retail_forecast_api");
      },
      edit: ({ cluster }) => {
        cluster.resource.aws_ecr_lifecycle_policy.retail_forecast_api = {
          repository: "${aws_ecr_repository.retail_forecast_api.name}",
          policy: UNKNOWN,
        };
      },
    },
    {
      what: "a key that the apply may turn off",
      address: "aws_kms_key.cluster",
      edit: ({ cluster }) => {
        cluster.resource.aws_kms_key.cluster.is_enabled = UNKNOWN;
      },
    },
    {
      what: "a waiting time of a key that only the apply knows",
      address: "aws_kms_key.cluster",
      edit: ({ cluster }) => {
        cluster.resource.aws_kms_key.cluster.deletion_window_in_days = UNKNOWN;
      },
    },
    {
      what: "backups by a tag in place of all resources",
      address: "aws_backup_selection.backups",
      environment: PLATFORM,
      from: ({ cluster }) => {
        cluster.resource.aws_backup_selection.backups.selection_tag = [
          { type: "STRINGEQUALS", key: "backup", value: "yes" },
        ];
      },
      edit: ({ cluster }) => {
        cluster.resource.aws_backup_selection.backups.resources.pop();
      },
    },
    {
      what: "a lock of another vault",
      address: "aws_backup_vault_lock_configuration.backups",
      environment: PLATFORM,
      from: ({ cluster }) => {
        cluster.resource.aws_backup_vault_lock_configuration = {
          backups: { backup_vault_name: "${aws_backup_vault.backups.name}", min_retention_days: 30 },
        };
      },
      edit: ({ cluster }) => {
        cluster.resource.aws_backup_vault_lock_configuration.backups.backup_vault_name = "another";
      },
    },
    {
      what: "records of the connections of another VPC",
      address: "aws_flow_log.flow_logs",
      edit: ({ network }) => {
        network.resource.aws_flow_log.flow_logs.vpc_id = "vpc-0123456789abcdef0";
      },
    },
  ]);
});
