import { covers } from "../../../infrastructure/identity-patterns";
import { accountKey, type Role, rolesOf } from "../../../infrastructure/identity-roles";
import { type AlertRoutes, sendingRoutesOf, type SnsTarget } from "../model/alert-routes";
import { topicOf } from "../../../infrastructure/alarms";
import { alertmanagerAccount, HEARTBEAT_ALERT, HEARTBEAT_METRIC } from "../../prometheus/facts";
import { asObject, isFalse } from "../../../terraform/stack-json";
import {
  type EnvironmentPlan,
  type PlannedResource,
  type ResourceOf,
  inLayer,
} from "../../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../../../checks/check";
import { reference, regionOf, resolveReferences } from "../../../infrastructure/text-references";
import TEXTS from "./texts.json";

export const alertDelivery: Check = {
  ...ruleOf(TEXTS, "alert-delivery"),
  run: (plan) =>
    sendingRoutesOf(plan).flatMap((routes) =>
      combinedFinding(routes.release.resource, "alerts", deliveryProblems(plan, routes)),
    ),
};

function deliveryProblems(plan: EnvironmentPlan, routes: AlertRoutes): string[] {
  const { release } = routes;
  const roles = rolesOf(plan).trusting(accountKey(release.namespace, alertmanagerAccount(release)));
  return [
    ...(roles.length === 0
      ? [`no role trusts ${alertmanagerAccount(release)}, the account of Alertmanager`]
      : []),
    ...routes.targets.flatMap((target) => targetProblems(plan, target, roles)),
    ...["critical", "warning"].flatMap((severity) =>
      recipientProblems(plan, severity, routes.targetsFor({ severity })),
    ),
    ...heartbeatProblems(plan, routes.targetsFor({ alertname: HEARTBEAT_ALERT, severity: "none" })),
  ];
}

const namedTopic = (plan: EnvironmentPlan, { topic }: SnsTarget): PlannedResource | undefined => {
  const target = plan.target(topic);
  return target?.type === "aws_sns_topic" ? target : undefined;
};

function targetProblems(plan: EnvironmentPlan, target: SnsTarget, roles: readonly Role[]): string[] {
  const topic = namedTopic(plan, target);
  if (!topic) return [`${resolveReferences(plan, target.topic)} is not a topic of these stacks`];
  const region = regionOf(plan, topic);
  const { arn, key } = topicOf(plan, topic);
  const allowed = (action: string, isOn: (resource: string, layer: PlannedResource) => boolean): boolean =>
    roles.some(({ statements, resource }) =>
      statements.some(
        ({ effect, actions, resources, conditions }) =>
          effect === "Allow" &&
          conditions.length === 0 &&
          actions.some((each) => covers(each, action)) &&
          resources.some((each) => isOn(each, resource)),
      ),
    );
  const isTopic = (written: string): boolean => covers(written, arn);
  const isKey = (written: string, at: PlannedResource): boolean =>
    reference(plan, inLayer(at, written))?.target === key?.resource;
  return [
    ...(target.region === region
      ? []
      : [`sigv4.region of ${topic.address} is ${target.region ?? "missing"}, expected ${region}`]),
    ...(allowed("sns:Publish", isTopic) ? [] : [`no role of Alertmanager may publish to ${topic.address}`]),
    ...(key === undefined
      ? []
      : key.actions
          .filter((action) => !allowed(action, isKey))
          .map((action) => `no role of Alertmanager may call ${action} with ${key.resource.address}`)),
  ];
}

function recipientProblems(plan: EnvironmentPlan, severity: string, targets: readonly SnsTarget[]): string[] {
  if (targets.length === 0) return [`no topic gets alerts of severity ${severity}`];
  return targets.flatMap((target) => {
    const topic = namedTopic(plan, target);
    return topic ? topicOf(plan, topic).recipientProblems : [];
  });
}

/** The heartbeat needs an alarm that fires when it is missing. */
function heartbeatProblems(plan: EnvironmentPlan, targets: readonly SnsTarget[]): string[] {
  return targets.flatMap((target) => {
    const topic = namedTopic(plan, target);
    const isWatched = plan
      .resources("aws_cloudwatch_metric_alarm")
      .some((alarm) => topic !== undefined && watches(plan, alarm, topic));
    return isWatched ? [] : [`no alarm fires when ${topic?.address ?? "its topic"} gets no heartbeat`];
  });
}

/** Whether an alarm is about the messages of a topic. Another check, `alarm-settings`, judges when it fires. */
function watches(
  plan: EnvironmentPlan,
  alarm: ResourceOf<"aws_cloudwatch_metric_alarm">,
  topic: PlannedResource,
): boolean {
  const { config } = alarm;
  const named = inLayer(alarm, asObject(config.dimensions)["TopicName"]);
  return (
    config.namespace === HEARTBEAT_METRIC.namespace &&
    config.metric_name === HEARTBEAT_METRIC.name &&
    plan.target(named) === topic &&
    !isFalse(config.actions_enabled)
  );
}
