import { billingAlarmsOf } from "../../analysis/billing/billing-alarms";
import { vpcBaseOf } from "../../analysis/billing/vpc-charges";
import { homeOf } from "../../analysis/home";
import { type Check, at } from "../check";

export const costAlarmKnown: Check = {
  id: "cost-alarm-known",
  severity: "warning",
  title: "the base cost under a billing alarm and its threshold are known",
  why: "where they are not, nothing can be proved about the alarm, and no other check speaks of it",
  fix: "add the region's prices to src/catalog/prices-network.ts, and write the threshold as a number",
  source: "decisions/0013-cost.md",
  run: (plan) =>
    billingAlarmsOf(plan).flatMap(({ resource, threshold }) => {
      const unknown = [
        ...(vpcBaseOf(plan) === undefined
          ? [`no price of endpoints and addresses in ${homeOf(plan).region} is known here`]
          : []),
        ...(threshold === undefined ? ["its threshold is no number"] : []),
      ];
      return unknown.length === 0 ? [] : [{ ...at(resource), message: unknown.join("; ") }];
    }),
};
