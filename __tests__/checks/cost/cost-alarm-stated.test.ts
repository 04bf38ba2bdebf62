import { costAlarmStated } from "../../../src/checks/cost/cost-alarm-stated";
import { statedIn } from "../../../src/infrastructure/stated";
import { altered, environmentPlan } from "../../support/altered";
import { configWith } from "../../support/environments";
import { type Edit, foundBy } from "../../support/findings";
import { environmentWithOwnFile } from "../../support/own-stacks";
import { planWith } from "../../support/changed-plans";
import { settingsFor } from "../../support/recorded-causes";
import { planOf } from "../../support/reference-plans";
import { ALARM, RETAIL, alarm, withAlarm } from "./alarms";

const HARDENED = "ml-inference-hardened";
const CERTIFICATE =
  "arn:aws:acm:ap-southeast-2:222233334444:certificate/0a1b2c3d-0000-4000-8000-222233334444";
const OPTION_B = "retail-forecast-option-b";

const stated = (environment: string, costAlarm: object = {}) => ({
  statedOf: () =>
    statedIn(
      settingsFor(
        configWith(environment, { network: { costAlarm: { email: "platform@example.com", ...costAlarm } } }),
      ),
    ),
});
const recorded = (environment: string) => ({
  statedOf: () => statedIn(settingsFor(configWith(environment))),
});
const threshold = (usd: unknown): Edit => alarm((it) => (it["threshold"] = usd));

test.each([RETAIL, HARDENED, OPTION_B, "ml-platform"])("accepts the alarms of %s", (environment) => {
  expect(foundBy(costAlarmStated, environmentPlan(planOf(environment)), recorded(environment))).toEqual([]);
});

test.each([
  [HARDENED, 3000, 300],
  [HARDENED, 310, 300],
  [RETAIL, 1550, 155],
])("reports the alarm of %s at %d USD", (environment, usd, most) => {
  expect(foundBy(costAlarmStated, altered(environment, threshold(usd)), recorded(environment))).toEqual([
    `${ALARM}: billing alarm: it fires above ${usd} USD, expected at most ${most}: the hourly charges of endpoints and addresses, plus 25 percent`,
  ]);
});

test("reports that the alarm of the file is missing", () => {
  const plan = altered(RETAIL, ({ network }) => delete network.resource.aws_cloudwatch_metric_alarm);
  expect(foundBy(costAlarmStated, plan, recorded(RETAIL))).toEqual([
    "aws_cloudwatch_metric_alarm: no billing alarm on AmazonVPC, which network.costAlarm of the file states",
  ]);
});

test("reads both thresholds of the file", () => {
  const values = { thresholdUsd: 200, totalUsd: 4000 };
  const plan = withAlarm(RETAIL, values);
  expect(foundBy(costAlarmStated, environmentPlan(plan), stated(RETAIL, values))).toEqual([]);
  expect(
    foundBy(costAlarmStated, environmentPlan(plan), stated(RETAIL, { ...values, totalUsd: 400 })),
  ).toEqual([
    "aws_cloudwatch_metric_alarm.cost_alarm_total: billing alarm: it fires above 4000 USD, expected 400, network.costAlarm.totalUsd of the file",
  ]);
});

const HOST = { host: "api.example.com", certificateArn: CERTIFICATE };

test.each<[string, object]>([
  ["ml-inference-prod", { network: { egress: "none" } }],
  ["ml-inference-prod", { network: { egress: "single-nat" } }],
  ["ml-inference-prod", { network: { egress: "nat-per-az", zones: ["a", "b", "c"] } }],
  ["ml-inference-prod", { entry: { type: "nlb" } }],
  ["ml-inference-prod", { entry: { ...HOST, scheme: "internet-facing" } }],
  ["mlapp", {}],
  ["mlapp", { network: { egress: "none", zones: ["a", "b", "c"] } }],
  ["ml-platform", { network: { egress: "nat-per-az" } }],
])("accepts the computed threshold of %s with %j", (environment, change: { network?: object }) => {
  const costAlarm = { email: "platform@example.com" };
  const plan = planWith(environment, { ...change, network: { ...change.network, costAlarm } });
  const context = stated(environment);
  expect(foundBy(costAlarmStated, environmentPlan(plan), context)).toEqual([]);
});

test("accepts a further alarm of the owner", () => {
  const text = `
resource "aws_cloudwatch_metric_alarm" "own" {
  provider            = aws.billing
  alarm_name          = "own"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  metric_name         = "EstimatedCharges"
  namespace           = "AWS/Billing"
  period              = 86400
  statistic           = "Maximum"
  threshold           = 9000
  dimensions          = { ServiceName = "AmazonVPC", Currency = "USD" }
  alarm_actions       = [aws_sns_topic.cost_alarm.arn]
}`;
  expect(foundBy(costAlarmStated, environmentWithOwnFile(RETAIL, "network", text), recorded(RETAIL))).toEqual(
    [],
  );
});

test("does not judge without a record of the file", () => {
  expect(foundBy(costAlarmStated, altered(RETAIL, threshold(1550)))).toEqual([]);
});
