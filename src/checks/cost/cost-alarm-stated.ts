import { alarmsOf, type BillingAlarm } from "../../infrastructure/alarms";
import { isOwn } from "../../infrastructure/accepted-blocks";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, combinedFinding, type Finding, ruleOf } from "../check";
import { type Stated } from "../../infrastructure/stated";
import { BILLING } from "../../facts/billing";
import TEXTS from "./texts.json";
import { vpcBaseOf } from "./vpc-base";

type StatedCostAlarm = NonNullable<NonNullable<Stated["monitoring"]>["costAlarm"]>;

/** Room for traffic above the hourly charges, in percent: docs/reference/configuration.md, network.costAlarm.thresholdUsd. */
const HEADROOM_PERCENT = 25;

/** Sums of prices in another order differ by less, in USD. */
const SUM_ERROR = 0.01;

export const costAlarmStated: Check = {
  ...ruleOf(TEXTS, "cost-alarm-stated"),
  // The base cost is that of the first possible plan, which has every endpoint that may exist.
  findsExcess: true,
  run: (plan, { statedOf }) => {
    const stated = statedOf(plan.name).monitoring?.costAlarm;
    if (stated === undefined) return [];
    const alarms = alarmsOf(plan).billing.filter(({ resource }) => !isOwn(plan, resource));
    return [
      ...missingAlarms(plan, alarms, stated),
      ...alarms.flatMap((alarm) =>
        combinedFinding(alarm.resource, "billing alarm", alarmProblems(plan, alarm, stated)),
      ),
    ];
  },
};

function missingAlarms(
  plan: EnvironmentPlan,
  alarms: readonly BillingAlarm[],
  { totalUsd }: StatedCostAlarm,
): Finding[] {
  const missing = (bill: string, key: string): Finding => ({
    layer: plan.resources("aws_vpc")[0]?.layer ?? "network",
    address: "aws_cloudwatch_metric_alarm",
    message: `no billing alarm on ${bill}, which ${key} of the file states`,
  });
  return [
    ...(alarms.some(({ service }) => service === BILLING.vpcService)
      ? []
      : [missing(BILLING.vpcService, "network.costAlarm")]),
    ...(totalUsd === undefined || alarms.some(({ service }) => service === undefined)
      ? []
      : [missing("the whole bill", "network.costAlarm.totalUsd")]),
  ];
}

function alarmProblems(
  plan: EnvironmentPlan,
  { service, threshold }: BillingAlarm,
  { thresholdUsd, totalUsd }: StatedCostAlarm,
): string[] {
  if (threshold === undefined) return [];
  const [wanted, key] =
    service === BILLING.vpcService ? [thresholdUsd, "thresholdUsd"] : ([totalUsd, "totalUsd"] as const);
  if (wanted !== undefined)
    return threshold === wanted
      ? []
      : [`it fires above ${threshold} USD, expected ${wanted}, network.costAlarm.${key} of the file`];
  const base = service === BILLING.vpcService ? vpcBaseOf(plan) : undefined;
  if (base === undefined) return [];
  const bill = (base * (100 + HEADROOM_PERCENT)) / 100;
  const most = Math.ceil(bill);
  return threshold <= most || threshold - 1 <= bill + SUM_ERROR
    ? []
    : [
        `it fires above ${threshold} USD, expected at most ${most}: the hourly charges of endpoints and addresses, plus ${HEADROOM_PERCENT} percent`,
      ];
}
