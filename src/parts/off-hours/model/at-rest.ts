import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { type NodeGroup, nodeGroups } from "../../../infrastructure/capacity-nodes";
import { weekOf } from "./week";

/** Nodes outside of working hours. */
export interface NodesAtRest {
  /** The least number of nodes of a group in a week. */
  readonly of: (group: NodeGroup) => number;
  readonly total: number;
}

/** Nodes that run at rest; undefined if no group rests, or if the schedules of one do not tell. */
export function nodesAtRest(plan: EnvironmentPlan): NodesAtRest | undefined {
  const weeks = nodeGroups(plan).map((group) => ({ group, week: weekOf(plan, group) }));
  if (!weeks.some(({ week }) => week?.some(({ resting }) => resting))) return undefined;
  const least = new Map<NodeGroup, number>();
  for (const { group, week } of weeks) {
    if (!week) return undefined;
    least.set(group, Math.min(...week.map(({ sizes }) => sizes.desired)));
  }
  return {
    of: (group) => least.get(group) ?? 0,
    total: [...least.values()].reduce((sum, nodes) => sum + nodes, 0),
  };
}
