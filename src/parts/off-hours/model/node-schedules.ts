import { CAPACITY_BLOCK } from "../../../evidence/capacity-blocks";
import { type NodeSchedule, resizingSchedules } from "../../../infrastructure/capacity-node-schedules";
import { type EnvironmentPlan, memoizePerPlan } from "../../../terraform/environment-plan";
import { weeklyOfScheduler } from "./weekly-cron";

/** A schedule of working hours. */
export interface WeeklySchedule extends NodeSchedule {
  /** Minutes of a week at which it is due; undefined if they are not the same in every week. */
  readonly times: readonly number[] | undefined;
}

/** Weekly schedules: a Capacity Block has a time of its own, which `capacity-block` judges. */
export const nodeSchedules = memoizePerPlan((plan: EnvironmentPlan): readonly WeeklySchedule[] =>
  resizingSchedules(plan)
    .filter(({ group }) => group?.config.capacity_type !== CAPACITY_BLOCK.capacityType)
    .map((schedule) => ({ ...schedule, times: weeklyOfScheduler(schedule.expression) })),
);
