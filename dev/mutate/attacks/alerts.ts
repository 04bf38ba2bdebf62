import { type Attack, STRANGER, edited } from "./attack";

const PLATFORM = { environment: "ml-platform" };
const ENDPOINT_ALARM = "alerts_endpoints_sts";
const alarm = (
  arguments_: Readonly<Record<string, null | boolean | number | string | readonly string[]>>,
) => ({
  resource: { aws_cloudwatch_metric_alarm: { [ENDPOINT_ALARM]: arguments_ } },
});

const added = (id: string, danger: string, text: string, named: readonly string[]): Attack => ({
  ...PLATFORM,
  id,
  layer: "cluster",
  danger,
  named,
  by: { text },
});

/** Alarms, their receivers and logs. */
export const ALERT_ATTACKS: readonly Attack[] = [
  edited(
    "cluster",
    {
      ...PLATFORM,
      id: "alarm-silent",
      danger: "the alarm tells nobody",
      named: ["alarms-notify", "alert-delivery"],
    },
    alarm({ actions_enabled: false }),
  ),
  edited(
    "cluster",
    {
      ...PLATFORM,
      id: "alarm-no-action",
      danger: "the alarm tells nobody",
      named: ["alarms-notify", "alert-delivery"],
    },
    alarm({ alarm_actions: [] }),
  ),
  edited(
    "cluster",
    {
      ...PLATFORM,
      id: "alarm-stranger",
      danger: "the alarm tells another account",
      named: ["alarms-notify", "alert-delivery"],
    },
    alarm({ alarm_actions: [`arn:aws:sns:eu-central-1:${STRANGER}:a`] }),
  ),
  edited(
    "cluster",
    {
      ...PLATFORM,
      id: "alarm-threshold",
      danger: "the alarm never fires",
      named: ["endpoint-alarms", "alarm-settings"],
    },
    alarm({ threshold: 1_000_000 }),
  ),
  edited(
    "cluster",
    {
      ...PLATFORM,
      id: "alarm-reversed",
      danger: "the alarm fires when all is well",
      named: ["endpoint-alarms", "alarm-settings"],
    },
    alarm({ comparison_operator: "LessThanThreshold" }),
  ),
  edited(
    "cluster",
    {
      ...PLATFORM,
      id: "alarm-other-metric",
      danger: "the alarm looks at something else",
      named: ["endpoint-alarms", "alarm-settings"],
    },
    alarm({ metric_name: "NewConnections" }),
  ),
  edited(
    "cluster",
    {
      ...PLATFORM,
      id: "alarm-missing-data",
      danger: "the alarm stays as it is without data",
      named: ["endpoint-alarms", "alarm-settings"],
    },
    alarm({ treat_missing_data: "ignore" }),
  ),
  edited(
    "cluster",
    {
      ...PLATFORM,
      id: "subscription-stranger",
      danger: "a foreign address gets the alarms",
      named: ["subscriptions", "alert-delivery", "alarms-notify"],
    },
    {
      resource: { aws_sns_topic_subscription: { alerts_email: { endpoint: "stranger@example.org" } } },
    },
  ),
  edited(
    "cluster",
    {
      ...PLATFORM,
      id: "subscription-filtered",
      danger: "the subscriber gets no alarm",
      named: ["alert-delivery", "alarms-notify"],
    },
    {
      resource: { aws_sns_topic_subscription: { alerts_email: { filter_policy: '{"a":["b"]}' } } },
    },
  ),
  edited(
    "cluster",
    {
      ...PLATFORM,
      id: "backup-message-filtered",
      danger: "a failed backup tells nobody",
      named: ["backup-failures"],
    },
    {
      resource: {
        aws_sns_topic_subscription: { backups_email: { filter_policy: '{"State":["COMPLETED"]}' } },
      },
    },
  ),
  edited(
    "cluster",
    {
      ...PLATFORM,
      id: "log-retention",
      danger: "logs of the control plane are gone after a day",
      named: ["log-groups"],
    },
    {
      resource: { aws_cloudwatch_log_group: { control_plane: { retention_in_days: 1 } } },
    },
  ),
  edited(
    "cluster",
    {
      ...PLATFORM,
      id: "control-plane-logs",
      danger: "nothing records who calls the Kubernetes API",
      named: ["cluster-logs"],
    },
    {
      resource: { aws_eks_cluster: { main: { enabled_cluster_log_types: [] } } },
    },
  ),
  added(
    "subscription-webhook",
    "a foreign server gets the alarms",
    `
resource "aws_sns_topic_subscription" "a" {
  topic_arn = aws_sns_topic.alerts.arn
  protocol  = "https"
  endpoint  = "https://a.example.com"
}`,
    ["foreign-names"],
  ),
  added(
    "subscription-function",
    "a function of another account gets the alarms",
    `
resource "aws_sns_topic_subscription" "a" {
  topic_arn = aws_sns_topic.alerts.arn
  protocol  = "lambda"
  endpoint  = "arn:aws:lambda:eu-central-1:${STRANGER}:function:a"
}`,
    ["foreign-names"],
  ),
  added(
    "alarm-suppressor",
    "an alarm mutes others",
    `
resource "aws_cloudwatch_composite_alarm" "a" {
  alarm_name = "a"
  alarm_rule = "TRUE"
  actions_suppressor {
    alarm            = "b"
    extension_period = 60
    wait_period      = 60
  }
}`,
    ["composite-alarms"],
  ),
  added(
    "metric-stream",
    "all metrics go to a stream",
    `
resource "aws_cloudwatch_metric_stream" "a" {
  firehose_arn  = "arn:aws:firehose:eu-central-1:${STRANGER}:deliverystream/a"
  role_arn      = aws_iam_role.nodes.arn
  output_format = "json"
}`,
    ["foreign-names"],
  ),
  added(
    "data-protection",
    "a policy of a log group hides what it records",
    `
resource "aws_cloudwatch_log_data_protection_policy" "a" {
  log_group_name  = aws_cloudwatch_log_group.control_plane.name
  policy_document = jsonencode({ Name = "a", Version = "2021-06-01", Statement = [] })
}`,
    ["masked-logs"],
  ),
  added(
    "trail-foreign",
    "the record of the account goes to another account",
    `
resource "aws_cloudtrail" "a" {
  name           = "a"
  s3_bucket_name = "stranger"
}`,
    ["log-destinations"],
  ),
];
