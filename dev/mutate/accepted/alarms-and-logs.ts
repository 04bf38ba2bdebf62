import { type AcceptedSurvivors, apiOf } from "./row";

/** Alarms, their messages and logs. */
export const ACCEPTED_ALARMS_AND_LOGS: readonly AcceptedSurvivors[] = [
  {
    address: /^aws_cloudwatch_metric_alarm\./,
    change: /^unset alarm_description$/,
    reason: "words for the reader: the alarm fires and is delivered without them",
  },
  {
    address: /^aws_cloudwatch_metric_alarm\.cost_alarm_/,
    change: /^set period to 43200$/,
    reason:
      "AWS publishes the metric several times a day (CloudWatch user guide, Create a billing alarm, unconfirmed), so half a day has a value too",
  },
  {
    address: /^aws_cloudwatch_metric_alarm\.alerts_endpoints_/,
    change: /^set evaluation_periods to 1$/,
    reason: "it fires at the first period with dropped packets, sooner than at the third one",
  },
  {
    address: /^aws_cloudwatch_metric_alarm\.alerts_endpoints_/,
    change: /^unset treat_missing_data$/,
    reason:
      "by the default, missing, it has no data without traffic, and fires from that state too (CloudWatch user guide, Configuring how alarms treat missing data, unconfirmed)",
  },
  {
    address: /^aws_sns_topic_subscription\.backups_email$/,
    change: /^unset filter_policy$/,
    reason: "the person gets a message of each backup job, also of those that complete",
  },
  {
    address: /^aws_flow_log\./,
    change: /^(set max_aggregation_interval to 600|unset max_aggregation_interval)$/,
    reason: "600 seconds, the default: the same records come up to ten minutes later",
    confirmedBy: apiOf("ec2 CreateFlowLogs.MaxAggregationInterval"),
  },
  {
    address: /^kubernetes_config_map_v1\./,
    change: /label app\.kubernetes\.io\//,
    reason: "nothing selects a ConfigMap by these labels: pods name it",
  },
  {
    address: /^maintenance-window$/,
    change: /./,
    reason: "a window runs nothing: its tasks do, which are blocks of their own that a check judges",
  },
];
