import { BOUNDS, JUDGED_ITSELF, MEASURES, NAMES, policyRows, row } from "../common";
import { type HarmlessType } from "../harmless";

/** A reference to one attribute of a block. */
const referenceTo = (...types: readonly string[]): RegExp =>
  new RegExp(`^\\$\\{(${types.join("|")})\\.[\\w.-]+\\}$`);

/** Types of AWS with their harmless arguments, and harmless arguments of types that checks judge. */
export const AWS_TYPES: Readonly<Record<string, HarmlessType>> = {
  // Storage
  aws_s3_bucket: [row(NAMES, ["bucket", "bucket_prefix"]), row(BOUNDS, ["force_destroy"], /^false$/)],
  aws_s3_bucket_lifecycle_configuration: [
    row("a rule for all objects; what it does to them is judged", ["rule.filter"], /^\{\}$/),
  ],
  aws_s3_bucket_policy: policyRows("policy"),
  aws_s3_bucket_metric: [row(MEASURES, ["bucket", "name", "filter.*"])],
  aws_dynamodb_table: [
    row(NAMES, ["name", "hash_key", "range_key", "attribute.*"]),
    row("it is billed by use", ["billing_mode"], /^PAY_PER_REQUEST$/),
    row("it keeps data", ["deletion_protection_enabled", "point_in_time_recovery.enabled"], /^true$/),
    row("it encrypts", ["server_side_encryption.enabled"], /^true$/),
    row(JUDGED_ITSELF, ["server_side_encryption.kms_key_arn"], referenceTo("aws_kms_key")),
  ],
  aws_ecr_repository: [row(NAMES, ["name"]), row("it keeps images", ["force_delete"], /^false$/)],
  aws_ecr_lifecycle_policy: [row(NAMES, ["policy.rules.description"])],
  aws_kms_key: policyRows("policy"),
  aws_kms_alias: [
    row(NAMES, ["name", "name_prefix"]),
    row(JUDGED_ITSELF, ["target_key_id"], referenceTo("aws_kms_key")),
  ],
  aws_glue_catalog_database: [row(NAMES, ["name"])],
  aws_glue_registry: [row(NAMES, ["registry_name"])],
  aws_athena_named_query: [
    row("a text, which nobody runs by itself", ["name", "database", "query", "workgroup"]),
  ],

  // Messages
  aws_sqs_queue: [
    row(NAMES, ["name", "name_prefix", "fifo_queue", "content_based_deduplication"]),
    row(BOUNDS, [
      "message_retention_seconds",
      "visibility_timeout_seconds",
      "receive_wait_time_seconds",
      "delay_seconds",
      "max_message_size",
      "redrive_policy.maxReceiveCount",
    ]),
    row(JUDGED_ITSELF, ["redrive_policy.deadLetterTargetArn"], referenceTo("aws_sqs_queue")),
    row("it encrypts", ["sqs_managed_sse_enabled"], /^true$/),
    row(JUDGED_ITSELF, ["kms_master_key_id"], referenceTo("aws_kms_key", "aws_kms_alias")),
    row(
      "topic-encryption refuses the AWS managed key",
      ["kms_master_key_id"],
      /^(arn:aws[\w-]*:kms:|alias\/)[\w:/-]+$/,
    ),
  ],
  aws_sns_topic: [row(NAMES, ["name", "name_prefix", "display_name", "fifo_topic"]), ...policyRows("policy")],
  aws_cloudwatch_event_bus: [row(NAMES, ["name"])],
  aws_cloudwatch_event_rule: [
    row("it sends nothing: its targets do, which are blocks of their own", [
      "name",
      "name_prefix",
      "event_pattern.*",
      "schedule_expression",
      "state",
    ]),
  ],

  // Identities
  aws_iam_role: [
    row(NAMES, ["name", "name_prefix", "path", "inline_policy.name"]),
    row(BOUNDS, ["max_session_duration", "permissions_boundary"]),
    ...policyRows("assume_role_policy"),
    ...policyRows("inline_policy.policy"),
  ],
  // Without a policy, key or password, a user can do nothing.
  aws_iam_user: [row(NAMES, ["name", "path"]), row(BOUNDS, ["permissions_boundary"])],
  aws_iam_group: [row(NAMES, ["name", "path"])],
  aws_iam_user_policy: [row(NAMES, ["name", "name_prefix"]), ...policyRows("policy")],
  aws_iam_group_policy: [row(NAMES, ["name", "name_prefix"]), ...policyRows("policy")],
  aws_iam_role_policy: [row(NAMES, ["name", "name_prefix"]), ...policyRows("policy")],
  aws_iam_policy: [row(NAMES, ["name", "name_prefix", "path"]), ...policyRows("policy")],
  aws_iam_instance_profile: [
    row(NAMES, ["name", "name_prefix", "path"]),
    row("an instance that has it is a block of its own", ["role"], referenceTo("aws_iam_role")),
  ],
  aws_secretsmanager_secret: [
    row(NAMES, ["name", "name_prefix"]),
    row("a deletion can be cancelled", ["recovery_window_in_days"], /^([7-9]|[12]\d|30)$/),
  ],
  aws_ssm_parameter: [
    row(NAMES, ["name"]),
    row("no service checks or uses the text", ["data_type"], /^text$/),
    row("a text in the account, which secrets-out-of-state judges", ["value"]),
    row("no secret, which would be in the state", ["type"], /^String(List)?$/),
    row("no charge", ["tier"], /^Standard$/),
  ],

  // Measures
  aws_cloudwatch_log_group: [
    row(NAMES, ["name", "name_prefix"]),
    row("it keeps logs", ["skip_destroy"], /^true$/),
    // The class DELIVERY keeps them for one day (CloudWatch Logs API, "CreateLogGroup", read 2026-11-26).
    row("it keeps logs for the days of the retention", ["log_group_class"], /^(STANDARD|INFREQUENT_ACCESS)$/),
  ],
  // Each value of a dimension is a metric with a charge (CloudWatch Logs API, "MetricTransformation", read 2026-11-26).
  aws_cloudwatch_log_metric_filter: [
    row(MEASURES, [
      "name",
      "log_group_name",
      "pattern",
      ...["name", "namespace", "value", "default_value", "unit"].map((key) => `metric_transformation.${key}`),
    ]),
  ],
  aws_cloudwatch_query_definition: [
    row("a text, which nobody runs by itself", ["name", "log_group_names", "query_string"]),
  ],
  aws_cloudwatch_metric_alarm: [
    row(MEASURES, [
      "alarm_name",
      "alarm_description",
      "comparison_operator",
      "evaluation_periods",
      "datapoints_to_alarm",
      "metric_name",
      "namespace",
      "period",
      "statistic",
      "threshold",
      "treat_missing_data",
      "unit",
      "dimensions.*",
    ]),
    row(
      JUDGED_ITSELF,
      ["alarm_actions", "ok_actions", "insufficient_data_actions"],
      referenceTo("aws_sns_topic"),
    ),
  ],
  aws_cloudwatch_dashboard: [
    row(NAMES, ["dashboard_name"]),
    row(
      MEASURES,
      ["start", "end", "periodOverride", "variables.*"].map((key) => `dashboard_body.${key}`),
    ),
    row(
      MEASURES,
      ["x", "y", "width", "height", "properties.*"].map((key) => `dashboard_body.widgets.${key}`),
    ),
    row("an empty list shows nothing", ["dashboard_body.widgets"], /^\[\]$/),
    // A custom widget calls a function (CloudWatch API, "Dashboard Body Structure and Syntax", read 2026-11-26).
    row(
      "it shows, and calls nothing",
      ["dashboard_body.widgets.type"],
      /^(metric|log|text|alarm|explorer|chart)$/,
    ),
  ],
  // Its mails have the costs of the account, so their addresses are not harmless.
  aws_budgets_budget: [
    row(MEASURES, [
      "name",
      "budget_type",
      "limit_amount",
      "limit_unit",
      "time_unit",
      "time_period_start",
      "time_period_end",
      "cost_filter.*",
      "cost_types.*",
      "notification.comparison_operator",
      "notification.threshold",
      "notification.threshold_type",
      "notification.notification_type",
    ]),
  ],
  aws_ce_anomaly_monitor: [row(MEASURES, ["name", "monitor_type", "monitor_dimension"])],
  aws_resourcegroups_group: [row("a search", ["name", "resource_query.*"])],

  // Network
  aws_security_group: [
    row("a group without rules admits nothing; its rules are blocks of their own", [
      "name",
      "name_prefix",
      "vpc_id",
    ]),
    row(BOUNDS, ["revoke_rules_on_delete"]),
  ],

  // Terraform
  terraform_data: [row("it keeps a value in the state", ["input", "triggers_replace"])],
  "provider.aws": [row(NAMES, ["alias", "default_tags.tags.*"])],
};
