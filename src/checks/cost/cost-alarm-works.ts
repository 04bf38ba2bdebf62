import { BILLING_REGION } from "../../catalog/billing";
import { type BillingAlarm, billingAlarmsOf } from "../../analysis/billing/billing-alarms";
import { isFalse, number, combinedFinding, valueOf } from "../../analysis/blocks";
import { homeOf, regionOf } from "../../analysis/home";
import { type Statement, readPolicies } from "../../analysis/identity/policies";
import { resolveReferences } from "../../analysis/references";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform-json/environment-plan";
import { type Check } from "../check";

/** Charges are published a few times a day; a shorter period has none of them in it. */
const SHORTEST_PERIOD = 21_600;

/** Who publishes for an alarm, and what it does with the key of a topic (CloudWatch user guide). */
const PUBLISHER = "cloudwatch.amazonaws.com";
const KEY_ACTIONS = ["kms:Decrypt", "kms:GenerateDataKey*"];

export const costAlarmWorks: Check = {
  id: "cost-alarm-works",
  severity: "error",
  title: "a billing alarm gets data, and somebody is told when it rings",
  why: "one outside us-east-1, or with a topic that CloudWatch may not publish to, stays silent whatever is spent",
  fix: "make alarm, topic and key in us-east-1, let cloudwatch.amazonaws.com publish and use the key, and subscribe somebody",
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
    ...(region === BILLING_REGION ? [] : [`it is in ${region}, the metric in ${BILLING_REGION}`]),
    ...(metric === "EstimatedCharges" ? [] : [`${String(metric)} is no metric of the bill`]),
    ...(statistic === "Maximum" ? [] : [`its statistic is ${String(statistic)}, expected Maximum`]),
    ...(seconds >= SHORTEST_PERIOD
      ? []
      : [`its period is ${seconds} s, expected ${SHORTEST_PERIOD} or more`]),
    ...(/^GreaterThan(OrEqualTo)?Threshold$/.test(String(operator))
      ? []
      : [`it compares by ${String(operator)}, expected GreaterThanThreshold`]),
    ...(currency === "USD" ? [] : [`its currency is ${currency ?? "missing"}, expected USD`]),
  ];
}

function actionProblems(plan: EnvironmentPlan, { resource }: BillingAlarm): string[] {
  const { alarm_actions: actions, actions_enabled: enabled } = resource.config;
  const targets = plan.items(valueOf(resource, actions)).map((action) => plan.target(action));
  if (isFalse(enabled) || targets.length === 0) return ["it rings, and does nothing"];
  return targets.flatMap((topic) =>
    topic?.type === "aws_sns_topic"
      ? topicProblems(plan, topic)
      : ["it does not lead to a topic of this stack"],
  );
}

function topicProblems(plan: EnvironmentPlan, topic: PlannedResource): string[] {
  const region = regionOf(plan, topic);
  const arn = resolveReferences(plan, valueOf(topic, `\${${topic.address}.arn}`));
  const key = plan.target(valueOf(topic, topic.config["kms_master_key_id"]));
  return [
    ...(region === BILLING_REGION ? [] : [`${topic.address} is in ${region}, expected ${BILLING_REGION}`]),
    ...(isSubscribed(plan, topic) ? [] : [`nobody is subscribed to ${topic.address}`]),
    ...(statementsOn(plan, topic, "arn").some((each) => admits(plan, each, ["sns:Publish"], arn))
      ? []
      : [`${topic.address} does not let ${PUBLISHER} publish for this account alone`]),
    ...(key === undefined ||
    statementsOn(plan, key, "key_id").some((each) => admits(plan, each, KEY_ACTIONS, "*"))
      ? []
      : [`${key.address} does not let ${PUBLISHER} ${KEY_ACTIONS.join(" and ")} for this account alone`]),
  ];
}

const isSubscribed = (plan: EnvironmentPlan, topic: PlannedResource): boolean =>
  plan
    .resources("aws_sns_topic_subscription")
    .some((each) => plan.target(valueOf(each, each.config["topic_arn"])) === topic);

/** Statements of a resource's own policy, or of one that names it by an attribute. */
const statementsOn = (plan: EnvironmentPlan, target: PlannedResource, attribute: string): Statement[] =>
  readPolicies(plan, "resource").flatMap(({ resource, statements }) =>
    resource === target || plan.target(valueOf(resource, resource.config[attribute])) === target
      ? statements
      : [],
  );

/** True where a statement lets CloudWatch do exactly this, for alarms of the account. */
const admits = (
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
