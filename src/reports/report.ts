import { NOTHING_STATED, type Stated } from "../infrastructure/stated";
import { type BillBudget, billBudgetsOf } from "../cost/budgets";
import { type CapacityCard, capacityCard } from "../cost/capacity-card";
import { type Demo, demosOf } from "./report/demo-hours";
import { type Estimate, estimate } from "../cost/estimate";
import { type Assumptions } from "../cost/line";
import { type EndpointCosts, comparisonOf } from "../cost/nat-or-endpoints";
import { type OffHours, savedOffHours } from "../parts/off-hours/cost";
import { type OwnPrices } from "../cost/own-prices";
import { type EnvironmentPlan } from "../terraform/environment-plan";

/** An estimate with its comparisons. */
export interface Report {
  readonly estimate: Estimate;
  readonly demos: readonly Demo[];
  readonly comparison: EndpointCosts | undefined;
  readonly budgets: readonly BillBudget[];
  readonly capacity: CapacityCard;
  readonly offHours: OffHours | undefined;
}

export function fullReport(
  plan: EnvironmentPlan,
  assumptions: Assumptions,
  own?: OwnPrices,
  stated: Stated = NOTHING_STATED,
): Report {
  const estimated = estimate(plan, assumptions, own);
  const offHours = savedOffHours(plan, assumptions, own);
  // A unit cost is of an hour in which the nodes run.
  const running = offHours ? estimate(plan, assumptions, own, { alwaysOn: true }) : estimated;
  return {
    estimate: estimated,
    demos: demosOf(estimated),
    comparison: comparisonOf(plan, assumptions.hours, own),
    budgets: billBudgetsOf(plan, estimated),
    capacity: capacityCard(plan, running, stated.models),
    offHours,
  };
}
