import { type NodeSchedule, resizingSchedules } from "./node-schedules";
import { CAPACITY_BLOCK } from "../evidence/capacity-blocks";
import { type EnvironmentPlan, type ResourceOf } from "../terraform/environment-plan";

type Group = ResourceOf<"aws_eks_node_group">;

/** A schedule of the nodes of a Capacity Block. */
export interface BlockSchedule extends NodeSchedule {
  /** Time in UTC at which it is due once, in milliseconds; undefined if its expression does not tell. */
  readonly time: number | undefined;
}

export const isOfBlock = ({ config }: Group): boolean => config.capacity_type === CAPACITY_BLOCK.capacityType;

export const blockSchedulesOf = (plan: EnvironmentPlan, resource: Group): readonly BlockSchedule[] =>
  resizingSchedules(plan)
    .filter(({ group }) => group === resource)
    .map((schedule) => ({ ...schedule, time: timeOf(schedule.expression) }));

/** Nodes of a block in its window, by its schedules; undefined for another group. */
export const nodesOfBlock = (plan: EnvironmentPlan, resource: Group): number | undefined =>
  isOfBlock(resource)
    ? Math.max(0, ...blockSchedulesOf(plan, resource).map(({ sizes }) => sizes.desired ?? 0))
    : undefined;

function timeOf(expression: string): number | undefined {
  const written = /^at\((\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\)$/.exec(expression)?.[1];
  const time = Date.parse(`${written ?? ""}Z`);
  return Number.isNaN(time) ? undefined : time;
}
