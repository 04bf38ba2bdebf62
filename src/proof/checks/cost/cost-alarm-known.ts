import { billingAlarmsOf } from "../../model/billing/billing-alarms";
import { vpcBaseOf } from "../../model/billing/vpc-charges";
import { homeOf } from "../../model/home";
import { type Check, at } from "../check";

export const costAlarmKnown: Check = {
  id: "cost-alarm-known",
  severity: "warning",
  title: "the base cost and the threshold of a billing alarm are known",
  why: "without them, no check can judge the alarm",
  fix: "set network.costAlarm.thresholdUsd to a number, and waive this check in a region without prices",
  source: "decisions/0013-cost.md",
  run: (plan) =>
    billingAlarmsOf(plan).flatMap(({ resource, threshold }) => {
      const unknown = [
        ...(vpcBaseOf(plan) === undefined
          ? [`the catalog has no prices of endpoints and addresses in ${homeOf(plan).region}`]
          : []),
        ...(threshold === undefined ? ["its threshold is not a number"] : []),
      ];
      return unknown.length === 0 ? [] : [{ ...at(resource), message: unknown.join("; ") }];
    }),
};
