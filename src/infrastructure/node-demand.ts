import { type EnvironmentPlan } from "../terraform/environment-plan";
import { type NodeGroup, nodeGroups } from "./node-groups";
import { resizingSchedules } from "./node-schedules";
import { ignoresDesiredSize, leavesNumber } from "./node-group-sizes";
import { platform } from "./platform";
import { type Shortage, everyNode, roomFor, shortages } from "./shortage";
import { type Workload } from "./workloads";

/** Bounds of the number of nodes of a group. */
export interface NodeBounds {
  readonly least: number;
  readonly most: number;
}

/** Whether something adds nodes to a group: an autoscaler of the stacks, or one that the environment declares. A schedule sets all sizes. */
export const growsAlone = (plan: EnvironmentPlan, { resource }: NodeGroup): boolean =>
  platform(plan).addsNodes ||
  (resizingSchedules(plan).some(({ group }) => group === resource)
    ? leavesNumber(resource.config)
    : ignoresDesiredSize(resource.config));

/** Nodes that run: without an autoscaler always the same number. */
export const boundsOf = (plan: EnvironmentPlan, group: NodeGroup): NodeBounds =>
  growsAlone(plan, group) ? { least: group.min, most: group.max } : { least: group.floor, most: group.floor };

/** Nodes that hold pods, and the pods that have no room if all groups have their most nodes. */
export interface NodeDemand {
  readonly nodesOf: (group: NodeGroup) => number;
  readonly short: readonly Shortage[];
}

/**
 * Nodes for a number of pods of each workload, from the least of each group. The group grows whose nodes cost least for the
 * pods that they hold, and its zones in turn. Without costs, all groups grow in turn. The result holds the pods; another order of
 * placement may need fewer nodes.
 */
export function nodesFor(
  plan: EnvironmentPlan,
  podsOf: (workload: Workload) => number,
  limits: (group: NodeGroup) => NodeBounds = (group) => boundsOf(plan, group),
  costOf: (group: NodeGroup) => number = () => 0,
): NodeDemand {
  const counts = new Map(nodeGroups(plan).map((group) => [group, limits(group).least]));
  const nodesOf = (group: NodeGroup): number => counts.get(group) ?? 0;
  for (;;) {
    const short = shortages(plan, nodesOf, podsOf);
    const growing = short
      .map((shortage) => ({
        shortage,
        groups: shortage.groups.filter((group) => nodesOf(group) < limits(group).most),
      }))
      .find(({ groups }) => groups.length > 0);
    if (!growing) return { nodesOf, short };
    const costs = new Map(
      growing.groups.map((group) => [group, costOf(group) / placesOn(plan, group, growing.shortage)]),
    );
    for (let left = missingNodes(plan, growing.shortage, growing.groups); left > 0; left -= 1) {
      const [smallest] = growing.groups
        .filter((group) => nodesOf(group) < limits(group).most)
        .sort((a, b) => (costs.get(a) ?? 0) - (costs.get(b) ?? 0) || nodesOf(a) - nodesOf(b));
      if (!smallest) break;
      counts.set(smallest, nodesOf(smallest) + 1);
    }
  }
}

/** Number of the pods of a shortage that an empty node of a group has room for, of those that use it best; at least 1. */
function placesOn(plan: EnvironmentPlan, group: NodeGroup, { short }: Shortage): number {
  const known = everyNode(plan);
  const places = short.map(({ demand, placed }) =>
    Math.min(demand.count - placed, roomFor(group, demand, known)),
  );
  return Math.max(1, ...places);
}

/** The fewest further nodes of some groups that a shortage needs; at least 1. */
function missingNodes(plan: EnvironmentPlan, { short }: Shortage, groups: readonly NodeGroup[]): number {
  const known = everyNode(plan);
  const needed = short.map(({ demand, placed }) => {
    const room = Math.max(...groups.map((group) => roomFor(group, demand, known)));
    return Math.ceil((demand.count - placed) / Math.max(1, room));
  });
  return Math.max(1, ...needed);
}
