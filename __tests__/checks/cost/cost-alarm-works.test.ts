import { costAlarmWorks } from "../../../src/checks/cost/cost-alarm-works";
import { altered, environmentPlan } from "../../support/altered";
import { type Edit, foundBy, within } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { ALARM, RETAIL, alarm } from "./alarms";

const escaped = (text: string): string => text.replace(/[.*]/g, "\\$&");

test("COST-01 accepts the alarm of retail-forecast", () => {
  expect(foundBy(costAlarmWorks, environmentPlan(planOf(RETAIL)))).toEqual([]);
});

test.each<[string, string, Edit]>([
  [
    "the alarm is in the environment's region",
    "it is in ap-southeast-1, but the metric is in us-east-1",
    alarm((it) => delete it["provider"]),
  ],
  [
    "its provider is in another region",
    "it is in eu-west-1, but the metric is in us-east-1",
    ({ network }) => {
      network.provider.aws[1].region = "eu-west-1";
    },
  ],
  [
    "it has another metric",
    "its metric is Charges, expected EstimatedCharges",
    alarm((it) => (it["metric_name"] = "Charges")),
  ],
  ["it sums the charges", "its statistic is Sum, expected Maximum", alarm((it) => (it["statistic"] = "Sum"))],
  [
    "its period is too short",
    "its period is 300 s, expected at least 21600 s",
    alarm((it) => (it["period"] = 300)),
  ],
  [
    "it fires below the threshold",
    "its comparison operator is LessThanThreshold",
    alarm((it) => (it["comparison_operator"] = "LessThanThreshold")),
  ],
  [
    "it has no currency",
    "its currency is missing, expected USD",
    alarm((it) => (it["dimensions"] = { ServiceName: "AmazonVPC" })),
  ],
  ["it has no action", "it has no enabled action", alarm((it) => (it["alarm_actions"] = []))],
  ["its actions are disabled", "it has no enabled action", alarm((it) => (it["actions_enabled"] = false))],
  [
    "its action is another topic",
    "its action is not a topic of this stack",
    alarm((it) => (it["alarm_actions"] = ["arn:aws:sns:us-east-1:999999999999:other"])),
  ],
  [
    "the topic has no subscription",
    "aws_sns_topic.cost_alarm has no subscription",
    ({ network }) => delete network.resource.aws_sns_topic_subscription,
  ],
  [
    "the topic is in another region",
    "aws_sns_topic.cost_alarm is in ap-southeast-1, expected us-east-1",
    ({ network }) => delete network.resource.aws_sns_topic.cost_alarm.provider,
  ],
  [
    "the topic has no policy",
    "aws_sns_topic.cost_alarm does not allow cloudwatch.amazonaws.com to publish for this account only",
    ({ network }) => delete network.resource.aws_sns_topic.cost_alarm.policy,
  ],
  [
    "the topic policy allows alarms of any account",
    "does not allow cloudwatch.amazonaws.com to publish for this account only",
    ({ network }) =>
      within(network.resource.aws_sns_topic.cost_alarm, "policy", (policy) => {
        delete policy["Statement"][0].Condition;
      }),
  ],
  [
    "the topic policy is for another topic",
    "does not allow cloudwatch.amazonaws.com to publish for this account only",
    ({ network }) =>
      within(network.resource.aws_sns_topic.cost_alarm, "policy", (policy) => {
        policy["Statement"][0].Resource += "x";
      }),
  ],
  [
    "the topic policy allows CloudWatch more actions",
    "does not allow cloudwatch.amazonaws.com to publish for this account only",
    ({ network }) =>
      within(network.resource.aws_sns_topic.cost_alarm, "policy", (policy) => {
        policy["Statement"][0].Action = "sns:*";
      }),
  ],
  [
    "the key does not allow CloudWatch",
    "aws_kms_key.cost_alarm_key does not allow cloudwatch.amazonaws.com to call kms:Decrypt and kms:GenerateDataKey*",
    ({ network }) =>
      within(network.resource.aws_kms_key.cost_alarm_key, "policy", (policy) => policy["Statement"].pop()),
  ],
])("COST-01 reports an alarm when %s", (_title, problem, edit) => {
  expect(foundBy(costAlarmWorks, altered(RETAIL, edit))).toEqual([
    expect.stringMatching(new RegExp(`^${escaped(ALARM)}: .*${escaped(problem)}`)),
  ]);
});

test("COST-01 accepts separate policy resources of the topic and the key", () => {
  const edit: Edit = ({ network }) => {
    const { aws_sns_topic: topics, aws_kms_key: keys } = network.resource;
    network.resource.aws_sns_topic_policy = {
      own: { arn: "${aws_sns_topic.cost_alarm.arn}", policy: topics.cost_alarm.policy },
    };
    network.resource.aws_kms_key_policy = {
      own: { key_id: "${aws_kms_key.cost_alarm_key.key_id}", policy: keys.cost_alarm_key.policy },
    };
    delete topics.cost_alarm.policy;
    delete keys.cost_alarm_key.policy;
  };
  expect(foundBy(costAlarmWorks, altered(RETAIL, edit))).toEqual([]);
});
