import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { planWith } from "../../support/changed-plans";
import { planOf } from "../../support/reference-plans";
import "../../support/terraform-matchers";
import { RETAIL, networkOf } from "../network-stack";

const text = planOf(RETAIL).text("network");
const stack = networkOf(RETAIL);

const email = "platform@example.com";

test("COST-01 the alarm compares the daily maximum charges of Amazon VPC in USD with a threshold", () => {
  expect(text).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    alarm_name: "VPC-Endpoints-Cost-Alert",
    namespace: "AWS/Billing",
    metric_name: "EstimatedCharges",
    dimensions: { Currency: "USD", ServiceName: "AmazonVPC" },
    statistic: "Maximum",
    period: 86_400,
    evaluation_periods: 1,
    comparison_operator: "GreaterThanThreshold",
  });
});

test("COST-01 the alarm notifies the topic", () => {
  expect(text).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    alarm_name: "VPC-Endpoints-Cost-Alert",
    alarm_actions: ["${aws_sns_topic.cost_alarm.arn}"],
  });
});

test("COST-01 there is one alarm by default", () => {
  expect(stack.resources("aws_cloudwatch_metric_alarm")).toHaveLength(1);
});

test("COST-01 the threshold is 125 % of 31 days of six endpoints and two addresses, not the 30 of the requirements", () => {
  expect(stack.find("aws_cloudwatch_metric_alarm.cost_alarm_vpc")?.config["threshold"]).toBe(155);
  expect(Math.ceil((6 * 2 * 0.013 + 2 * 0.005) * 744 * 1.25)).toBe(155);
});

test("COST-01 the provider for us-east-1 has the same account and tags", () => {
  const [own, billing] = stack.json["provider"] ? (stack.providers["aws"] as object[]) : [];
  expect(billing).toEqual({ ...own, alias: "billing", region: "us-east-1" });
});

test("COST-01 exactly alarm, topic, subscription and key are in us-east-1", () => {
  const elsewhere = stack.resources().filter(({ config }) => config["provider"] !== undefined);
  expect(elsewhere.map(({ address, config }) => [address, config["provider"]])).toEqual(
    [
      "aws_cloudwatch_metric_alarm.cost_alarm_vpc",
      "aws_kms_alias.cost_alarm_key",
      "aws_kms_key.cost_alarm_key",
      "aws_sns_topic.cost_alarm",
      "aws_sns_topic_subscription.cost_alarm_email",
    ].map((address) => [address, "aws.billing"]),
  );
});

describe("the topic", () => {
  const publisher = {
    Sid: "CloudWatchAlarmsPublish",
    Effect: "Allow",
    Principal: { Service: "cloudwatch.amazonaws.com" },
    Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
  };
  const statements = (address: string): unknown[] =>
    (JSON.parse(String(stack.find(address)?.config["policy"])) as { Statement: unknown[] }).Statement;

  test("COST-01 the topic is encrypted", () => {
    expect(text).toHaveResourceWithProperties(SnsTopic, {
      name: "mlops-hybrid-cost-alarm",
      kms_master_key_id: "${aws_kms_key.cost_alarm_key.arn}",
    });
  });

  test("COST-01 only the account's CloudWatch can publish to the topic", () => {
    expect(statements("aws_sns_topic.cost_alarm")).toEqual([
      {
        ...publisher,
        Action: "sns:Publish",
        Resource: "arn:aws:sns:us-east-1:111122223333:mlops-hybrid-cost-alarm",
      },
    ]);
  });

  test("COST-01 the account's CloudWatch can use the key of the topic", () => {
    expect(statements("aws_kms_key.cost_alarm_key")).toContainEqual({
      ...publisher,
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: "*",
    });
  });

  test("COST-01 the key of the topic rotates", () => {
    expect(stack.find("aws_kms_key.cost_alarm_key")?.config).toMatchObject({ enable_key_rotation: true });
  });
});

test("COST-01 the configured address is subscribed", () => {
  expect(text).toHaveResourceWithProperties(SnsTopicSubscription, {
    protocol: "email",
    endpoint: "retail-ml-platform@example.com",
    topic_arn: "${aws_sns_topic.cost_alarm.arn}",
  });
});

test("COST-01 an environment can have a second alarm on the total bill", () => {
  const plan = planWith(RETAIL, { network: { costAlarm: { totalUsd: 900 } } });
  const alarm = plan.stack("network").find("aws_cloudwatch_metric_alarm.cost_alarm_total")?.config;
  expect(alarm).toMatchObject({
    alarm_name: "VPC-Endpoints-Cost-Alert-total",
    dimensions: { Currency: "USD" },
    threshold: 900,
  });
});

test("COST-01 without a configured alarm there is none", () => {
  expect(networkOf("mlapp").resources("aws_cloudwatch_metric_alarm")).toEqual([]);
});

test("COST-01 without a configured alarm there is no second provider", () => {
  expect(networkOf("mlapp").providers["aws"]).toHaveLength(1);
});

test("COST-01 the default name of the alarm contains the environment's name", () => {
  const plan = planWith("mlapp", { network: { costAlarm: { email } } });
  expect(plan.text("network")).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    alarm_name: "mlapp-vpc-cost",
  });
});
