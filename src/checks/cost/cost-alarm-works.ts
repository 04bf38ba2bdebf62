import { BILLING_REGION } from "../../catalog/billing";
import { type BillingAlarm, billingAlarmsOf } from "../../analysis/billing/billing-alarms";
import { isFalse, number, combinedFinding, valueOf } from "../../analysis/blocks";
import { homeOf, regionOf } from "../../analysis/home";
import { type Statement, readPolicies } from "../../analysis/identity/policies";
import { resolveReferences } from "../../analysis/references";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform-json/environment-plan";
import { type Check } from "../check";

/** Shortest period, in seconds: AWS publishes charges a few times a day, and a shorter period may contain none. */
const SHORTEST_PERIOD = 21_600;

/** Principal that publishes for alarms, and its actions on the key of a topic (CloudWatch user guide). */
const PUBLISHER = "cloudwatch.amazonaws.com";
const KEY_ACTIONS = ["kms:Decrypt", "kms:GenerateDataKey*"];

export const costAlarmWorks: Check = {
  id: "cost-alarm-works",
  severity: "error",
  title: "a billing alarm gets data, and notifies a subscriber",
  why: "an alarm outside us-east-1, or with a topic that CloudWatch cannot publish to, never notifies anyone",
  fix: "create alarm, topic and key in us-east-1, allow cloudwatch.amazonaws.com to publish and to use the key, and add a subscription",
  source:
    "CloudWatch user guide, Create a billing alarm; Amazon SNS developer guide, Key management (read 2026-11-20)",
  run: (plan) =>
    billingAlarmsOf(plan).flatMap((alarm) =>
      combinedFinding(alarm.resource, "billing alarm", [
        ...metricProblems(plan, alarm),
        ...actionProblems(plan, alarm),
      ]),
    ),
};

function metricProblems(plan: EnvironmentPlan, { resource, currency }: BillingAlarm): string[] {
  const { metric_name: metric, statistic, period, comparison_operator: operator } = resource.config;
  const region = regionOf(plan, resource);
  const seconds = number(period) ?? 0;
  return [
    ...(region === BILLING_REGION ? [] : [`it is in ${region}, but the metric is in ${BILLING_REGION}`]),
    ...(metric === "EstimatedCharges" ? [] : [`its metric is ${String(metric)}, expected EstimatedCharges`]),
    ...(statistic === "Maximum" ? [] : [`its statistic is ${String(statistic)}, expected Maximum`]),
    ...(seconds >= SHORTEST_PERIOD
      ? []
      : [`its period is ${seconds} s, expected at least ${SHORTEST_PERIOD} s`]),
    ...(/^GreaterThan(OrEqualTo)?Threshold$/.test(String(operator))
      ? []
      : [`its comparison operator is ${String(operator)}, expected GreaterThanThreshold`]),
    ...(currency === "USD" ? [] : [`its currency is ${currency ?? "missing"}, expected USD`]),
  ];
}

function actionProblems(plan: EnvironmentPlan, { resource }: BillingAlarm): string[] {
  const { alarm_actions: actions, actions_enabled: enabled } = resource.config;
  const targets = plan.items(valueOf(resource, actions)).map((action) => plan.target(action));
  if (isFalse(enabled) || targets.length === 0) return ["it has no enabled action"];
  return targets.flatMap((topic) =>
    topic?.type === "aws_sns_topic"
      ? topicProblems(plan, topic)
      : ["its action is not a topic of this stack"],
  );
}

function topicProblems(plan: EnvironmentPlan, topic: PlannedResource): string[] {
  const region = regionOf(plan, topic);
  const arn = resolveReferences(plan, valueOf(topic, `\${${topic.address}.arn}`));
  const key = plan.target(valueOf(topic, topic.config["kms_master_key_id"]));
  return [
    ...(region === BILLING_REGION ? [] : [`${topic.address} is in ${region}, expected ${BILLING_REGION}`]),
    ...(isSubscribed(plan, topic) ? [] : [`${topic.address} has no subscription`]),
    ...(statementsOn(plan, topic, "arn").some((each) => allows(plan, each, ["sns:Publish"], arn))
      ? []
      : [`${topic.address} does not allow ${PUBLISHER} to publish for this account only`]),
    ...(key === undefined ||
    statementsOn(plan, key, "key_id").some((each) => allows(plan, each, KEY_ACTIONS, "*"))
      ? []
      : [
          `${key.address} does not allow ${PUBLISHER} to call ${KEY_ACTIONS.join(" and ")} for this account only`,
        ]),
  ];
}

const isSubscribed = (plan: EnvironmentPlan, topic: PlannedResource): boolean =>
  plan
    .resources("aws_sns_topic_subscription")
    .some((each) => plan.target(valueOf(each, each.config["topic_arn"])) === topic);

/** Statements of a resource's own policy, or of a policy that references it. */
const statementsOn = (plan: EnvironmentPlan, target: PlannedResource, attribute: string): Statement[] =>
  readPolicies(plan, "resource").flatMap(({ resource, statements }) =>
    resource === target || plan.target(valueOf(resource, resource.config[attribute])) === target
      ? statements
      : [],
  );

/** True if a statement allows CloudWatch exactly these actions, for alarms of this account only. */
const allows = (
  plan: EnvironmentPlan,
  { effect, principals, actions, resources, conditions }: Statement,
  wanted: readonly string[],
  target: string,
): boolean =>
  effect === "Allow" &&
  principals.some(({ kind, value }) => kind === "Service" && value === PUBLISHER) &&
  [...actions].sort().join() === wanted.join() &&
  resources.join() === target &&
  conditions.some(
    ({ key, values }) => key === "aws:SourceAccount" && values.join() === homeOf(plan).accountId,
  );
