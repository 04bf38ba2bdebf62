import { VPC_SERVICE } from "../../catalog/billing";
import { billingAlarmsOf } from "../../analysis/billing/billing-alarms";
import { vpcBaseOf } from "../../analysis/billing/vpc-charges";
import { type Check, at } from "../check";

export const costAlarmAboveBase: Check = {
  id: "cost-alarm-above-base",
  severity: "error",
  title: "a billing alarm is above what endpoints and public addresses cost by the hour",
  why: "an alarm that is below the base cost rings every month, and nobody looks when the bill really grows",
  fix: "leave network.costAlarm.thresholdUsd out, so that it is computed with head-room, or raise it",
  source: "src/catalog/prices-network.ts; COST-01: the documents' 30 USD are below the base cost",
  run: (plan) => {
    const base = vpcBaseOf(plan);
    if (base === undefined) return [];
    return billingAlarmsOf(plan)
      .filter(({ service }) => service === VPC_SERVICE || service === undefined)
      .flatMap(({ resource, name, service = "the whole bill", threshold }) =>
        threshold === undefined || threshold > base
          ? []
          : [
              {
                ...at(resource),
                message: `${name} rings above ${threshold} USD of ${service}, and endpoints and public addresses alone cost ${base.toFixed(2)} USD in a month of 31 days`,
              },
            ],
      );
  },
};
