import { CAPACITY_BLOCK } from "../../../evidence/capacity-blocks";
import { RESIZE_TARGET } from "../facts/off-hours";
import {
  type EnvironmentPlan,
  type PlannedResource,
  type ResourceOf,
} from "../../../terraform/environment-plan";
import { type JsonObject, asObject } from "../../../terraform/stack-json";
import { block, jsonIn, memoizePerPlan, number, text, valueOf } from "../../../infrastructure/blocks";
import { knownText, reference } from "../../../infrastructure/references";
import { weeklyOfScheduler } from "./weekly-cron";

/** Sizes that a schedule gives to a node group; a missing one stays as it is. */
export interface Sizes {
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly desired: number | undefined;
}

/** A schedule that resizes a node group. */
export interface NodeSchedule {
  readonly resource: ResourceOf<"aws_scheduler_schedule">;
  /** Names of cluster and node group in its request. */
  readonly names: string;
  /** The node group of these stacks. @default - none has the names */
  readonly group?: ResourceOf<"aws_eks_node_group">;
  readonly sizes: Sizes;
  /** Minutes of a week at which it is due; undefined if they are not the same in every week. */
  readonly times: readonly number[] | undefined;
  readonly expression: string;
  readonly timezone: string;
  readonly enabled: boolean;
}

/** Weekly schedules: a Capacity Block has a time of its own, which `capacity-block` judges. */
export const nodeSchedules = memoizePerPlan((plan: EnvironmentPlan): readonly NodeSchedule[] =>
  resizingSchedules(plan).filter(({ group }) => group?.config.capacity_type !== CAPACITY_BLOCK),
);

/** Schedules that resize node groups. */
export const resizingSchedules = memoizePerPlan((plan: EnvironmentPlan): readonly NodeSchedule[] =>
  plan
    .resources("aws_scheduler_schedule")
    .filter(({ config }) => text(block(config.target).arn)?.endsWith(RESIZE_TARGET))
    .map((resource) => scheduleOf(plan, resource)),
);

function scheduleOf(plan: EnvironmentPlan, resource: ResourceOf<"aws_scheduler_schedule">): NodeSchedule {
  const { config } = resource;
  const request = asObject(jsonIn(block(config.target).input));
  const scaling = asObject(request["ScalingConfig"]);
  const group = groupOf(plan, resource, request);
  const expression = text(config.schedule_expression) ?? "";
  return {
    resource,
    names: namesIn(plan, resource, request).join("/"),
    ...(group ? { group } : {}),
    sizes: {
      min: number(scaling["MinSize"]),
      max: number(scaling["MaxSize"]),
      desired: number(scaling["DesiredSize"]),
    },
    times: weeklyOfScheduler(expression),
    expression,
    timezone: text(config.schedule_expression_timezone) ?? "UTC",
    enabled: (config.state ?? "ENABLED") === "ENABLED",
  };
}

const namesIn = (plan: EnvironmentPlan, resource: PlannedResource, request: JsonObject): string[] =>
  ["ClusterName", "NodegroupName"].map(
    (key) => knownText(plan, valueOf(resource, request[key])) ?? "unknown",
  );

/** The node group with the names of a request. */
function groupOf(
  plan: EnvironmentPlan,
  resource: PlannedResource,
  request: JsonObject,
): ResourceOf<"aws_eks_node_group"> | undefined {
  const wanted = namesIn(plan, resource, request).join("/");
  const named = reference(plan, valueOf(resource, request["NodegroupName"]))?.target;
  const groups = plan.resources("aws_eks_node_group");
  return groups.find(
    (group) =>
      [group.config.cluster_name, group.config.node_group_name]
        .map((name) => knownText(plan, valueOf(group, name)) ?? "unknown")
        .join("/") === wanted &&
      (named === undefined || named.type !== "aws_eks_node_group" || named === group),
  );
}
