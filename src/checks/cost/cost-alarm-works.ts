import { alarmsOf, type BillingAlarm, notificationOf } from "../../infrastructure/alarms";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import { BILLING } from "../../facts/billing";
import { number } from "../../terraform/stack-json";
import { regionOf } from "../../infrastructure/text-references";
import TEXTS from "./texts.json";

/** Shortest period, in seconds: AWS publishes charges a few times a day, and a shorter period may contain none. */
const SHORTEST_PERIOD = 21_600;

export const costAlarmWorks: Check = {
  ...ruleOf(TEXTS, "cost-alarm-works"),
  run: (plan) =>
    alarmsOf(plan).billing.flatMap((alarm) =>
      combinedFinding(alarm.resource, "billing alarm", [
        ...metricProblems(plan, alarm),
        ...regionProblems(plan, alarm),
        ...notificationOf(plan, alarm.resource).problems,
      ]),
    ),
};

function metricProblems(plan: EnvironmentPlan, { resource, currency }: BillingAlarm): string[] {
  const { metric_name: metric, statistic, period, comparison_operator: operator } = resource.config;
  const region = regionOf(plan, resource);
  const seconds = number(period) ?? 0;
  return [
    ...(region === BILLING.region ? [] : [`it is in ${region}, but the metric is in ${BILLING.region}`]),
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

/** CloudWatch publishes to topics of its own region. */
const regionProblems = (plan: EnvironmentPlan, { resource }: BillingAlarm): string[] =>
  notificationOf(plan, resource).topics.flatMap((topic) => {
    const region = topic && regionOf(plan, topic);
    return topic === undefined || region === BILLING.region
      ? []
      : [`${topic.address} is in ${region}, expected ${BILLING.region}`];
  });
