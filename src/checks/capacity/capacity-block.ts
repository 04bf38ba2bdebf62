import { counted } from "../../base/counted";
import { CAPACITY_BLOCK } from "../../evidence/capacity-blocks";
import { SECONDS_TO_END } from "../../evidence/node-drains";
import { RESTS } from "../../infrastructure/rests";
import { type StatedNodeGroup } from "../../infrastructure/stated-values";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import { NODE_LABELS } from "../../facts/labels";
import { block, number, text } from "../../terraform/stack-json";
import { type NodeGroup, nodeGroups } from "../../infrastructure/capacity-nodes";
import { resizingSchedules } from "../../infrastructure/capacity-node-schedules";
import { leftSizes } from "../../infrastructure/capacity-resizes";
import TEXTS from "./texts.json";

export const capacityBlock: Check = {
  ...ruleOf(TEXTS, "capacity-block"),
  run: (plan, { statedOf }) => {
    const { nodeGroups: stated } = statedOf(plan.name);
    return nodeGroups(plan).flatMap((group) =>
      combinedFinding(
        group.resource,
        WHAT,
        group.isOfBlock
          ? [
              ...templateProblems(group),
              ...sizeProblems(plan, group),
              ...scheduleProblems(plan, group, stated?.get(group.labels[NODE_LABELS.group] ?? "")),
            ]
          : marketProblems(group),
      ),
    );
  },
};

const WHAT = "capacity block";

const marketOf = ({ template }: NodeGroup): string | undefined =>
  text(block(template?.config["instance_market_options"])["market_type"]);

/** Another purchase option beside the market of blocks. */
function marketProblems(group: NodeGroup): string[] {
  const given = text(group.resource.config.capacity_type) ?? "ON_DEMAND";
  return marketOf(group) === CAPACITY_BLOCK.market
    ? [
        `its launch template has the market type ${CAPACITY_BLOCK.market}, expected capacity_type ${CAPACITY_BLOCK.capacityType}, and not ${given}`,
      ]
    : [];
}

function templateProblems(group: NodeGroup): string[] {
  const missing = [
    ...(marketOf(group) === CAPACITY_BLOCK.market ? [] : [`market type ${CAPACITY_BLOCK.market}`]),
    ...(text(group.template?.config["instance_type"]) === undefined ? ["instance type"] : []),
    ...(group.reservation === undefined ? ["capacity reservation"] : []),
  ];
  return missing.map((part) => `its launch template has no ${part}, so EKS refuses the group`);
}

/**
 * Schedules of the nodes of a block, with the time in milliseconds at which each is due once; undefined if its
 * expression does not tell.
 */
const schedulesOf = (plan: EnvironmentPlan, resource: NodeGroup["resource"]) =>
  resizingSchedules(plan)
    .filter(({ group }) => group === resource)
    .map((schedule) => ({ ...schedule, time: timeOf(schedule.expression) }));

function timeOf(expression: string): number | undefined {
  const written = /^at\((\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\)$/.exec(expression)?.[1];
  const time = Date.parse(`${written ?? ""}Z`);
  return Number.isNaN(time) ? undefined : time;
}

function sizeProblems(plan: EnvironmentPlan, { resource, max }: NodeGroup): string[] {
  const scaling = block(resource.config.scaling_config);
  const first = Math.max(number(scaling.desired_size) ?? 0, number(scaling.min_size) ?? 0);
  const started = schedulesOf(plan, resource).map(({ sizes }) => sizes.desired ?? 0);
  return [
    ...(first === 0
      ? []
      : [`it begins with ${counted(first, "node")}, expected none before its block starts`]),
    ...(leftSizes(resource.config).all
      ? []
      : ["schedules set its sizes, but each apply resets scaling_config"]),
    ...started
      .filter((nodes) => nodes > max)
      .map((nodes) => `it starts ${counted(nodes, "node")}, above its maximum of ${max}`),
  ];
}

const MS_A_MINUTE = 60_000;

function scheduleProblems(
  plan: EnvironmentPlan,
  group: NodeGroup,
  stated: StatedNodeGroup | undefined,
): string[] {
  const schedules = schedulesOf(plan, group.resource);
  const starts = schedules.filter(({ sizes }) => (sizes.desired ?? 0) > 0);
  const stops = schedules.filter(({ sizes }) => sizes.desired === 0 && sizes.min === 0);
  return [
    ...(starts.length === 1
      ? []
      : [`${starts.length === 0 ? "no schedule starts" : "several schedules start"} its nodes`]),
    ...(stops.length === 1
      ? []
      : [`${stops.length === 0 ? "no schedule stops" : "several schedules stop"} its nodes`]),
    ...schedules.flatMap(readProblems),
    ...starts.flatMap(({ time }) => startProblems(time, stated?.window?.start)),
    ...stops.flatMap(({ time }) => [...stopProblems(time, stated?.window?.end), ...hourProblems(plan, time)]),
  ];
}

function readProblems({
  resource,
  time,
  expression,
  timezone,
  enabled,
}: ReturnType<typeof schedulesOf>[number]): string[] {
  const its = `its schedule ${text(resource.config.name) ?? resource.name}`;
  return [
    ...(time === undefined ? [`the time of ${its} is not known: ${expression}`] : []),
    ...(timezone === "UTC" ? [] : [`${its} has the time zone ${timezone}, expected UTC`]),
    ...(enabled ? [] : [`${its} is disabled`]),
  ];
}

/** A time in UTC, such as `2026-12-01T11:30Z`. */
export const shownTime = (time: number): string => `${new Date(time).toISOString().slice(0, 16)}Z`;

function startProblems(time: number | undefined, start: number | undefined): string[] {
  if (time === undefined || start === undefined || time === start) return [];
  return [
    time < start
      ? `its nodes start at ${shownTime(time)}, before its block at ${shownTime(start)}`
      : `its nodes start at ${shownTime(time)}, expected ${shownTime(start)}, the start of its block in the file`,
  ];
}

function stopProblems(time: number | undefined, end: number | undefined): string[] {
  if (time === undefined || end === undefined) return [];
  const terminated = end - CAPACITY_BLOCK.terminatedBeforeEndMinutes * MS_A_MINUTE;
  return time + SECONDS_TO_END.nodeDrain * 1000 <= terminated
    ? []
    : [
        `its nodes stop at ${shownTime(time)}; EC2 ends them from ${shownTime(terminated)} on, and EKS drains a node for up to ${SECONDS_TO_END.nodeDrain / 60} minutes`,
      ];
}

/** A block that ends in the working hours that schedules of other groups keep. */
const hourProblems = (plan: EnvironmentPlan, time: number | undefined): string[] =>
  time === undefined
    ? []
    : RESTS.flatMap((rest) => rest.workAt(plan, time) ?? []).map(
        (local) =>
          `its nodes stop at ${shownTime(time)}, ${local}, which is in the working hours of off-hours`,
      );
