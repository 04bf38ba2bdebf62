import { alarmsOf, type BillingAlarm } from "../infrastructure/alarms";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { type Estimate, type Total, totalOf } from "./estimate";

/** A billing alarm, and this environment's share of the bill that it watches. */
export interface BillBudget {
  readonly alarm: BillingAlarm;
  readonly estimated: Total;
  /** True if even the lowest estimate reaches the threshold. */
  readonly exceeded: boolean;
}

export const billBudgetsOf = (plan: EnvironmentPlan, { lines }: Estimate): BillBudget[] =>
  alarmsOf(plan).billing.map((alarm) => {
    const estimated = totalOf(lines.filter(({ billedAs }) => billedAs === (alarm.service ?? billedAs)));
    return {
      alarm,
      estimated,
      exceeded: alarm.threshold !== undefined && estimated.usd.min >= alarm.threshold,
    };
  });
