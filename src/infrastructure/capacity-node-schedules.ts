import {
  type EnvironmentPlan,
  inLayer,
  memoizePerPlan,
  type PlannedResource,
  type ResourceOf,
} from "../terraform/environment-plan";
import { asObject, block, jsonIn, type JsonObject, number, text } from "../terraform/stack-json";
import { knownText, reference } from "./text-references";

/** A schedule that resizes a node group. A missing size stays as it is. */
export interface NodeSchedule {
  readonly resource: ResourceOf<"aws_scheduler_schedule">;
  /** Names of cluster and node group in its request. */
  readonly names: string;
  /** The node group of these stacks. @default - none has the names */
  readonly group?: ResourceOf<"aws_eks_node_group">;
  readonly sizes: {
    readonly min: number | undefined;
    readonly max: number | undefined;
    readonly desired: number | undefined;
  };
  readonly expression: string;
  readonly timezone: string;
  readonly enabled: boolean;
}

/** End of the ARN of the universal target. Source: EventBridge Scheduler user guide, managing-targets-universal (read 2026-11-22). */
const RESIZE_TARGET = ":scheduler:::aws-sdk:eks:updateNodegroupConfig";

/** Schedules that resize node groups. Names of parameters in their requests begin with a capital letter. */
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
  return {
    resource,
    names: namesIn(plan, resource, request).join("/"),
    ...(group ? { group } : {}),
    sizes: {
      min: number(scaling["MinSize"]),
      max: number(scaling["MaxSize"]),
      desired: number(scaling["DesiredSize"]),
    },
    expression: text(config.schedule_expression) ?? "",
    timezone: text(config.schedule_expression_timezone) ?? "UTC",
    enabled: (config.state ?? "ENABLED") === "ENABLED",
  };
}

const namesIn = (plan: EnvironmentPlan, resource: PlannedResource, request: JsonObject): string[] =>
  ["ClusterName", "NodegroupName"].map(
    (key) => knownText(plan, inLayer(resource, request[key])) ?? "unknown",
  );

/** The node group with the names of a request. */
function groupOf(
  plan: EnvironmentPlan,
  resource: PlannedResource,
  request: JsonObject,
): ResourceOf<"aws_eks_node_group"> | undefined {
  const wanted = namesIn(plan, resource, request).join("/");
  const named = reference(plan, inLayer(resource, request["NodegroupName"]))?.target;
  const groups = plan.resources("aws_eks_node_group");
  return groups.find(
    (group) =>
      [group.config.cluster_name, group.config.node_group_name]
        .map((name) => knownText(plan, inLayer(group, name)) ?? "unknown")
        .join("/") === wanted &&
      (named === undefined || named.type !== "aws_eks_node_group" || named === group),
  );
}
