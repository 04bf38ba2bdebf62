import { nodeGroups } from "../../infrastructure/capacity-nodes";
import { schedulesOf, weekOf } from "./model/week";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { scheduledLines, totalOf } from "../../cost/estimate";
import { type Assumptions, type Costing, type Extent } from "../../cost/line";
import { NO_OWN_PRICES, type OwnPrices } from "../../cost/own-prices";

/** Effect of the schedules that stop nodes and models. */
export interface OffHours {
  /** Hours a week at rest, of the node groups with schedules. */
  readonly hoursAWeek: Extent;
  /** USD a month less than without the schedules; undefined if a price is unknown. */
  readonly saved: Extent | undefined;
  /** Node groups whose schedules cannot be read, which are counted as always on. */
  readonly unread: readonly string[];
}

/** Compares an environment with the same one that never rests; undefined without schedules. */
export function savedOffHours(
  plan: EnvironmentPlan,
  assumptions: Assumptions,
  own: OwnPrices = NO_OWN_PRICES,
): OffHours | undefined {
  const scheduled = nodeGroups(plan)
    .filter((group) => schedulesOf(plan, group).length > 0)
    .map((group) => ({ group, week: weekOf(plan, group) }));
  if (scheduled.length === 0) return undefined;
  const hours = scheduled.map(({ week = [] }) =>
    week.reduce((sum, { resting, minutes }) => sum + (resting ? minutes / 60 : 0), 0),
  );
  const totalWith = (more: Pick<Costing, "alwaysOn">) =>
    totalOf(scheduledLines({ plan, own, ...assumptions, ...more }));
  const [full, scheduledTotal] = [totalWith({ alwaysOn: true }), totalWith({})];
  return {
    hoursAWeek: { min: Math.min(...hours), max: Math.max(...hours) },
    saved:
      full.unpriced.length > 0
        ? undefined
        : { min: full.usd.min - scheduledTotal.usd.min, max: full.usd.max - scheduledTotal.usd.max },
    unread: scheduled.filter(({ week }) => !week).map(({ group }) => group.resource.address),
  };
}
