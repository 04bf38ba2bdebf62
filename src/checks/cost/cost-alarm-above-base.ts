import { billingAlarmsOf } from "../../infrastructure/alarms";
import { vpcBaseOf } from "../../infrastructure/vpc-charges";
import { at, type Check } from "../check";
import { BILLING } from "../../facts/billing";

export const costAlarmAboveBase: Check = {
  id: "cost-alarm-above-base",
  severity: "error",
  measures: true,
  title: "the threshold of a billing alarm is above the hourly charges of endpoints and public addresses",
  why: "an alarm below the base cost fires every month, so a real increase goes unnoticed",
  fix: "omit network.costAlarm.thresholdUsd, so synth computes it with headroom, or raise it",
  source: "src/facts/prices; COST-01: the 30 USD of the documents are below the base cost",
  run: (plan) => {
    const base = vpcBaseOf(plan);
    if (base === undefined) return [];
    return billingAlarmsOf(plan)
      .filter(({ service }) => service === BILLING.vpcService || service === undefined)
      .flatMap(({ resource, name, service = "the whole bill", threshold }) =>
        threshold === undefined || threshold > base
          ? []
          : [
              {
                ...at(resource),
                message: `${name} fires above ${threshold} USD of ${service}, but endpoints and public addresses alone cost ${base.toFixed(2)} USD in a month of 31 days`,
              },
            ],
      );
  },
};
