import { leftSizes } from "../../../infrastructure/capacity-resizes";
import { block, number, text } from "../../../terraform/stack-json";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../../terraform/environment-plan";
import { type NodeGroup, nodeGroups } from "../../../infrastructure/capacity-nodes";
import { nodeSchedules, type WeeklySchedule } from "../model/node-schedules";
import { areSameSizes, schedulesOf, sizesOf, weekOf } from "../model/week";
import { MINUTES_A_WEEK } from "../../../infrastructure/part-rest";
import { DEFAULT_RETRY_SECONDS, LEAST_MAXIMUM } from "../facts/off-hours";
import { CAPACITY_BLOCK } from "../../../evidence/capacity-blocks";
import { at, type Check, type Finding, ruleOf } from "../../../checks/check";
import TEXTS from "./texts.json";

export const nodeSchedulesRestore: Check = {
  ...ruleOf(TEXTS, "node-schedules"),
  run: (plan) => {
    const schedules = nodeSchedules(plan);
    const pastEks = plan.resources("aws_autoscaling_schedule").flatMap((each) => pastEksProblem(plan, each));
    if (schedules.length === 0) return pastEks;
    return [
      ...pastEks,
      ...schedules.flatMap((schedule) => scheduleProblems(plan, schedule)),
      ...nodeGroups(plan)
        .filter(({ resource }) => resource.config.capacity_type !== CAPACITY_BLOCK.capacityType)
        .flatMap((group) => groupProblems(plan, group)),
    ];
  },
};

/** EKS resizes the scaling group of a node group by the sizes of the node group, and off-hours changes those. */
function pastEksProblem(plan: EnvironmentPlan, schedule: PlannedResource): Finding[] {
  const { config } = schedule;
  const resource = plan.target(inLayer(schedule, config["autoscaling_group_name"]));
  const group = nodeGroups(plan).find((each) => each.resource === resource);
  if (!group) return [];
  const sizes = ["min_size", "max_size", "desired_capacity"].filter((name) => config[name] !== undefined);
  const { min, max, desired } = sizesOf(group);
  return [
    {
      ...at(schedule),
      message: `it sets ${sizes.map((name) => `${name} ${String(config[name])}`).join(", ")} of the scaling group of ${group.resource.address}, whose sizes are those of EKS: ${min} to ${max} nodes with ${desired}`,
      fix: "remove it, and set components.off-hours, which resizes the node group itself and starts it again",
    },
  ];
}

function scheduleProblems(plan: EnvironmentPlan, schedule: WeeklySchedule): Finding[] {
  const { resource, names, group: target, times, expression, enabled } = schedule;
  const group = nodeGroups(plan).find((each) => each.resource === target);
  const mode = text(block(resource.config.flexible_time_window).mode);
  const problems = [
    ...(group
      ? sizeProblems(schedule, group)
      : [`it resizes ${names}, which is no node group of these stacks`]),
    ...(times ? [] : [`its times are not known: ${expression} is not cron(MINUTE HOUR ? * DAYS *)`]),
    ...(enabled ? [] : ["it is disabled"]),
    ...(mode === "OFF" ? [] : [`its flexible time window is ${mode ?? "missing"}, expected OFF`]),
    ...(group ? retryProblems(plan, schedule, group) : []),
  ];
  return problems.map((message) => ({ ...at(resource), message }));
}

function sizeProblems({ sizes: { min, max, desired } }: WeeklySchedule, group: NodeGroup): string[] {
  if (min === undefined || max === undefined || desired === undefined) {
    return ["its request lacks MinSize, MaxSize or DesiredSize of ScalingConfig"];
  }
  const sizes = `${min} to ${max} with ${desired}`;
  if (!(min >= 0 && min <= desired && desired <= max && max >= LEAST_MAXIMUM)) {
    return [
      `EKS refuses the sizes ${sizes}: expected 0 <= minimum <= number <= maximum, and a maximum from 1`,
    ];
  }
  return max > Math.max(LEAST_MAXIMUM, group.max)
    ? [`its sizes ${sizes} are above the maximum of the node group, ${group.max}`]
    : [];
}

/** A call that is repeated after the next change of the group would undo that change. */
function retryProblems(plan: EnvironmentPlan, schedule: WeeklySchedule, group: NodeGroup): string[] {
  const policy = block(block(schedule.resource.config.target).retry_policy);
  const minutes = (number(policy.maximum_event_age_in_seconds) ?? DEFAULT_RETRY_SECONDS) / 60;
  const others = schedulesOf(plan, group).filter((each) => each !== schedule);
  const gaps = (schedule.times ?? []).flatMap((time) =>
    others.flatMap(({ times = [] }) =>
      times.map((other) => (other - time + MINUTES_A_WEEK) % MINUTES_A_WEEK),
    ),
  );
  const shortest = Math.min(...gaps);
  return shortest < minutes
    ? [
        `it repeats a failed call for ${minutes} minutes, but the next change of the group is after ${shortest}`,
      ]
    : [];
}

function groupProblems(plan: EnvironmentPlan, group: NodeGroup): Finding[] {
  const { resource } = group;
  const schedules = schedulesOf(plan, group);
  const own = sizesOf(group);
  const zones = new Set(schedules.map(({ timezone }) => timezone));
  const restores = schedules.some(({ sizes }) => areSameSizes(sizes, own));
  // The least sizes cannot rest any lower: a stop then has the same, for the nodes that keep running or for none.
  const isLeast = own.desired === own.min && own.max === Math.max(LEAST_MAXIMUM, own.min);
  const rests = schedules.some(({ sizes }) => !areSameSizes(sizes, own)) || (isLeast && schedules.length > 1);
  const isScheduled = schedules.length > 0;
  const problems = [
    ...(isScheduled && !leftSizes(resource.config).all
      ? ["schedules set its sizes, but each apply resets scaling_config"]
      : []),
    ...(isScheduled && !restores
      ? [`no schedule restores its sizes: ${own.min} to ${own.max} nodes with ${own.desired}`]
      : []),
    ...(rests ? [] : ["no schedule stops its nodes, as others do"]),
    ...(zones.size > 1 ? [`its schedules have different time zones: ${[...zones].join(", ")}`] : []),
    ...(isScheduled &&
    restores &&
    rests &&
    zones.size === 1 &&
    schedules.every(({ times }) => times) &&
    !weekOf(plan, group)
      ? ["its schedules do not tell its sizes at each time: two are due at the same time, or one is disabled"]
      : []),
  ];
  return problems.map((message) => ({ ...at(resource), message }));
}
