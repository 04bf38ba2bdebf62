import { type BillingAlarm, billingAlarmsOf } from "../analysis/billing/billing-alarms";
import { type EnvironmentPlan } from "../terraform-json/environment-plan";
import { type Estimate, type Total, totalOf } from "./estimate";

/** A billing alarm beside what this environment adds to what it looks at. */
export interface Budget {
  readonly alarm: BillingAlarm;
  readonly estimated: Total;
  /** True where the alarm rings even at the least that is estimated. */
  readonly exceeded: boolean;
}

export const budgetsOf = (plan: EnvironmentPlan, { lines }: Estimate): Budget[] =>
  billingAlarmsOf(plan).map((alarm) => {
    const estimated = totalOf(lines.filter(({ billedAs }) => billedAs === (alarm.service ?? billedAs)));
    return {
      alarm,
      estimated,
      exceeded: alarm.threshold !== undefined && estimated.usd.min >= alarm.threshold,
    };
  });
