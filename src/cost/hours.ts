import { type NodeGroup } from "../infrastructure/capacity-nodes";
import { MINUTES_A_WEEK } from "../infrastructure/part-rest";
import { RESTS } from "../infrastructure/rests";
import { leastNodes, mostNodes } from "./lines/nodes-of-groups";
import { type Costing, type Factor, NODE } from "./line";

/** A part of a week in which a group has the same number of nodes. */
export interface Hours {
  readonly nodes: Factor;
  /** Share of the running hours. */
  readonly share: number;
  /** Ending of the name of the charge: empty in working hours. */
  readonly when: "" | " at rest";
  /** Assumptions. */
  readonly notes: readonly string[];
}

/** Minutes as hours, such as `60` or `0.25`. */
export const hoursText = (minutes: number): string => String(Number((minutes / 60).toFixed(2)));

const HOURS_A_WEEK = MINUTES_A_WEEK / 60;

/** The number of nodes of a group, without those that an upgrade adds temporarily, in each part of a week. */
export function hoursOfNodes({ plan, own, alwaysOn }: Costing, group: NodeGroup): Hours[] {
  const least = leastNodes(plan, own)(group);
  const always = { nodes: nodes(least, mostNodes(plan, own)(group)), share: 1, when: "" as const };
  const [week] = RESTS.flatMap((rest) => rest.weekOf(plan, group) ?? []);
  if (alwaysOn || !week) return [{ ...always, notes: [] }];
  if (!week.phases) return [{ ...always, notes: ["always on, because its schedules cannot be read"] }];
  const isScaled = group.growsAlone;
  return week.phases
    .map(({ sizes, minutes, resting }): Hours => ({
      // without an autoscaler, the maximum at rest is only the least that EKS accepts
      nodes: resting ? nodes(sizes.desired, isScaled ? sizes.max : sizes.desired) : always.nodes,
      share: minutes / MINUTES_A_WEEK,
      when: resting ? " at rest" : "",
      notes: [`${hoursText(minutes)} of ${HOURS_A_WEEK} hours a week, by its schedules`],
    }))
    .filter((hours) => hours.nodes.max > 0);
}

const nodes = (min: number, max: number): Factor => ({ min, max, unit: NODE });
