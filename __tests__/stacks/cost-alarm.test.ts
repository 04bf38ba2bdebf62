import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import * as fc from "fast-check";
import { alarmThresholdUsd } from "../../src/config/vpc-cost";
import { vpcBaseOf } from "../../src/analysis/billing/vpc-charges";
import { environmentPlan } from "../support/altered";
import { configWith } from "../support/environments";
import { planWith } from "../support/changed-plans";
import { planOf } from "../support/reference-plans";
import "../support/terraform-matchers";

const RETAIL = "retail-forecast";
const text = planOf(RETAIL).text("network");
const stack = planOf(RETAIL).stack("network");
const email = "platform@example.com";

test("COST-01 the alarm looks at a day's highest charges of Amazon VPC, in USD, and tells the topic", () => {
  expect(text).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    alarm_name: "VPC-Endpoints-Cost-Alert",
    namespace: "AWS/Billing",
    metric_name: "EstimatedCharges",
    dimensions: { Currency: "USD", ServiceName: "AmazonVPC" },
    statistic: "Maximum",
    period: 86_400,
    evaluation_periods: 1,
    comparison_operator: "GreaterThanThreshold",
    alarm_actions: ["${aws_sns_topic.cost_alarm.arn}"],
  });
  expect(stack.resources("aws_cloudwatch_metric_alarm")).toHaveLength(1);
});

test("COST-01 the threshold is 31 days of six endpoints and two addresses and a quarter more, not the documents' 30", () => {
  expect(stack.find("aws_cloudwatch_metric_alarm.cost_alarm_vpc")?.config["threshold"]).toBe(155);
  expect(Math.ceil((6 * 2 * 0.013 + 2 * 0.005) * 744 * 1.25)).toBe(155);
});

test("COST-01 alarm, topic, subscription and key are made in us-east-1, by a provider of the same account and tags", () => {
  const [own, billing] = stack.json["provider"] ? (stack.providers["aws"] as object[]) : [];
  expect(billing).toEqual({ ...own, alias: "billing", region: "us-east-1" });
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

test("COST-01 the topic is encrypted, and CloudWatch may publish to it for this account alone", () => {
  const publisher = {
    Sid: "CloudWatchAlarmsPublish",
    Effect: "Allow",
    Principal: { Service: "cloudwatch.amazonaws.com" },
    Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
  };
  expect(text).toHaveResourceWithProperties(SnsTopic, {
    name: "mlops-hybrid-cost-alarm",
    kms_master_key_id: "${aws_kms_key.cost_alarm_key.arn}",
  });
  const statements = (address: string): unknown[] =>
    (JSON.parse(String(stack.find(address)?.config["policy"])) as { Statement: unknown[] }).Statement;
  expect(statements("aws_sns_topic.cost_alarm")).toEqual([
    {
      ...publisher,
      Action: "sns:Publish",
      Resource: "arn:aws:sns:us-east-1:111122223333:mlops-hybrid-cost-alarm",
    },
  ]);
  expect(statements("aws_kms_key.cost_alarm_key")).toContainEqual({
    ...publisher,
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: "*",
  });
  expect(text).toHaveResourceWithProperties(KmsKey, { enable_key_rotation: true });
});

test("COST-01 the address of the file is subscribed", () => {
  expect(text).toHaveResourceWithProperties(SnsTopicSubscription, {
    protocol: "email",
    endpoint: "retail-ml-platform@example.com",
    topic_arn: "${aws_sns_topic.cost_alarm.arn}",
  });
});

test("COST-01 a second alarm on the whole bill is there where it is asked for", () => {
  const plan = planWith(RETAIL, { network: { costAlarm: { totalUsd: 900 } } });
  const alarm = plan.stack("network").find("aws_cloudwatch_metric_alarm.cost_alarm_total")?.config;
  expect(alarm).toMatchObject({
    alarm_name: "VPC-Endpoints-Cost-Alert-total",
    dimensions: { Currency: "USD" },
    threshold: 900,
  });
});

test("COST-01 there is no alarm, and no second provider, where none is asked for", () => {
  const network = planOf("mlapp").stack("network");
  expect(network.resources("aws_cloudwatch_metric_alarm")).toEqual([]);
  expect(network.providers["aws"]).toHaveLength(1);
});

test("COST-01 an alarm without a name is called for the environment", () => {
  const plan = planWith("mlapp", { network: { costAlarm: { email } } });
  expect(plan.text("network")).toHaveResourceWithProperties(CloudwatchMetricAlarm, {
    alarm_name: "mlapp-vpc-cost",
  });
});

test("COST-01 the threshold that the file leads to is a quarter above the base that is read off the plan", () => {
  const entry = fc.constantFrom(
    { type: "nlb", scheme: "internet-facing" },
    { type: "nlb" },
    { type: "ingress", scheme: "internet-facing", httpOnly: true },
    { type: "ingress", httpOnly: true },
    { type: "terraform-alb", scheme: "internet-facing", httpOnly: true },
  );
  fc.assert(
    fc.property(
      fc.constantFrom("none", "single-nat", "nat-per-az"),
      fc.constantFrom(["a", "b"], ["a", "b", "c"]),
      entry,
      fc.boolean(),
      fc.constantFrom("us-east-1", "ap-southeast-1", "eu-central-1"),
      (egress, zones, way, sagemakerRuntime, region) => {
        const change = {
          region,
          entry: way,
          network: { egress, zones, endpoints: { sagemakerRuntime }, costAlarm: { email } },
        };
        const base = vpcBaseOf(environmentPlan(planWith("ml-inference-prod", change))) ?? NaN;
        expect(base).toBeGreaterThan(50);
        expect(alarmThresholdUsd(configWith("ml-inference-prod", change))).toBe(Math.ceil(base * 1.25));
      },
    ),
    { numRuns: 12 },
  );
});
