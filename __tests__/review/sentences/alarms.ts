import { type SentenceCase } from "./case";

const ALARM = "aws_cloudwatch_metric_alarm.errors";
const alarm = (config: object) => ({ [ALARM]: { comparison_operator: "GreaterThanThreshold", ...config } });
const told = ["${aws_sns_topic.alerts.arn}"];

const QUEUE = "aws_sqs_queue.jobs";
const watching = { dimensions: { QueueName: `\${${QUEUE}.name}` } };

/** Alarms of CloudWatch. */
export const ALARM_SENTENCES: readonly SentenceCase[] = [
  {
    before: alarm({ alarm_actions: told }),
    after: alarm({ alarm_actions: [] }),
    lines: [
      'attention: alarm_actions of aws_cloudwatch_metric_alarm.errors: ["${aws_sns_topic.alerts.arn}"] → []; the alarm tells nobody',
    ],
  },
  {
    before: alarm({}),
    after: alarm({ actions_enabled: false }),
    lines: [
      "attention: actions_enabled of aws_cloudwatch_metric_alarm.errors: not set → false; the alarm tells nobody",
    ],
  },
  {
    before: alarm({ actions_enabled: false }),
    after: alarm({}),
    lines: [
      "info: actions_enabled of aws_cloudwatch_metric_alarm.errors: false → not set; the alarm runs its actions",
    ],
  },
  {
    before: alarm({ datapoints_to_alarm: 2 }),
    after: alarm({ datapoints_to_alarm: 3 }),
    lines: [
      "attention: datapoints_to_alarm of aws_cloudwatch_metric_alarm.errors: 2 → 3; the alarm fires later, or no longer",
    ],
  },
  {
    before: alarm({ datapoints_to_alarm: 3 }),
    after: alarm({ datapoints_to_alarm: 2 }),
    lines: [
      "info: datapoints_to_alarm of aws_cloudwatch_metric_alarm.errors: 3 → 2; the alarm fires earlier",
    ],
  },
  {
    before: alarm({ evaluation_periods: 1 }),
    after: alarm({ evaluation_periods: 5 }),
    lines: [
      "attention: evaluation_periods of aws_cloudwatch_metric_alarm.errors: 1 → 5; the alarm fires later, or no longer",
    ],
  },
  {
    before: alarm({ evaluation_periods: 5 }),
    after: alarm({ evaluation_periods: 1 }),
    lines: ["info: evaluation_periods of aws_cloudwatch_metric_alarm.errors: 5 → 1; the alarm fires earlier"],
  },
  {
    before: alarm({ threshold: 100 }),
    after: alarm({ threshold: 50 }),
    lines: ["info: threshold of aws_cloudwatch_metric_alarm.errors: 100 → 50; the alarm fires earlier"],
  },
  {
    before: alarm({ threshold: 50 }),
    after: alarm({ threshold: 100 }),
    lines: [
      "attention: threshold of aws_cloudwatch_metric_alarm.errors: 50 → 100; the alarm fires later, or no longer",
    ],
  },
  {
    before: alarm({}),
    lines: [
      "attention: an alarm or its metric is removed, and nobody hears of what it watched: aws_cloudwatch_metric_alarm.errors",
    ],
  },
  {
    before: { ...alarm(watching), [QUEUE]: { name: "jobs" } },
    lines: [
      "attention, data lost: aws_sqs_queue.jobs: the apply deletes the queue with its messages",
      "info: an alarm or its metric is removed, and its watched block is removed, too: aws_cloudwatch_metric_alarm.errors",
    ],
  },
];
