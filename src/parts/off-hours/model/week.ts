import { type EnvironmentPlan, memoizePerPlan } from "../../../terraform/environment-plan";
import { block, number } from "../../../terraform/stack-json";
import { type NodeGroup } from "../../../infrastructure/capacity-nodes";
import { type NodeSchedule } from "../../../infrastructure/capacity-node-schedules";
import { type WeeklySchedule, nodeSchedules } from "./node-schedules";
import { MINUTES_A_WEEK, type PartRest } from "../../../infrastructure/part-rest";

type Week = NonNullable<ReturnType<PartRest["weekOf"]>>["phases"];
type Phase = NonNullable<Week>[number];

/** Schedules of a node group. */
export const schedulesOf = (
  plan: EnvironmentPlan,
  { resource }: Pick<NodeGroup, "resource">,
): WeeklySchedule[] => nodeSchedules(plan).filter(({ group }) => group === resource);

const weeks = memoizePerPlan(() => new Map<string, Week>());

/**
 * The phases of a week of a node group, of which each occurs once; one phase without schedules.
 * Undefined if its schedules do not tell: one is not weekly, has another time zone or lacks a size,
 * or none of them restores the sizes of Terraform.
 */
export function weekOf(plan: EnvironmentPlan, group: NodeGroup): Week {
  const known = weeks(plan);
  const { address } = group.resource;
  if (!known.has(address)) known.set(address, phasesOf(plan, group));
  return known.get(address);
}

function phasesOf(plan: EnvironmentPlan, group: NodeGroup): Week {
  const own = sizesOf(group);
  const schedules = schedulesOf(plan, group);
  if (schedules.length === 0) return [{ sizes: own, minutes: MINUTES_A_WEEK, resting: false }];
  const events = schedules.flatMap(({ times = [], sizes }) => times.map((minute) => ({ minute, sizes })));
  const isReadable =
    schedules.every(({ times, enabled, sizes }) => times !== undefined && enabled && isWhole(sizes)) &&
    new Set(schedules.map(({ timezone }) => timezone)).size === 1 &&
    new Set(events.map(({ minute }) => minute)).size === events.length &&
    events.some(({ sizes }) => areSameSizes(sizes, own));
  if (!isReadable) return undefined;
  const inTurn = [...events].sort((a, b) => a.minute - b.minute);
  const phases = new Map<string, Phase>();
  inTurn.forEach(({ minute, sizes }, index) => {
    const next = inTurn[index + 1]?.minute ?? (inTurn[0]?.minute ?? 0) + MINUTES_A_WEEK;
    const key = JSON.stringify(sizes);
    const minutes = (phases.get(key)?.minutes ?? 0) + next - minute;
    phases.set(key, { sizes: sizes as Phase["sizes"], minutes, resting: !areSameSizes(sizes, own) });
  });
  return [...phases.values()].sort((a, b) => Number(a.resting) - Number(b.resting));
}

type Sizes = NodeSchedule["sizes"];

/** Sizes that Terraform gives to a group. */
export const sizesOf = ({ resource, min, max }: NodeGroup): Phase["sizes"] => ({
  min,
  max,
  desired: number(block(resource.config.scaling_config).desired_size) ?? min,
});

const isWhole = ({ min, max, desired }: Sizes): boolean =>
  min !== undefined && max !== undefined && desired !== undefined;

export const areSameSizes = (a: Sizes, b: Sizes): boolean =>
  a.min === b.min && a.max === b.max && a.desired === b.desired;
