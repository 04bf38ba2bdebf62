import { type Budget, budgetsOf } from "../../cost/budgets";
import { type Demo, demosOf } from "../../cost/demo-hours";
import { type Estimate, estimate } from "../../cost/estimate";
import { type Assumptions } from "../../cost/line";
import { type Comparison, comparisonOf } from "../../cost/nat-or-endpoints";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";

/** An estimate with its comparisons. */
export interface Report {
  readonly estimate: Estimate;
  readonly demos: readonly Demo[];
  readonly comparison: Comparison | undefined;
  readonly budgets: readonly Budget[];
}

export function reportOf(plan: EnvironmentPlan, assumptions: Assumptions): Report {
  const own = estimate(plan, assumptions);
  return {
    estimate: own,
    demos: demosOf(own),
    comparison: comparisonOf(plan, assumptions.hours),
    budgets: budgetsOf(plan, own),
  };
}
