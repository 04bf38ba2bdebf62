import { type EnvironmentPlan, type PlannedResource, valueOf } from "../terraform/environment-plan";
import { isFalse } from "../terraform/stack-json";
import { homeOf, resolveReferences } from "./text-references";
import { type Statement, readPolicies } from "./policies";
import { subscriptionProblems } from "./subscriptions";

/** Service that publishes for alarms (CloudWatch user guide, read 2026-11-20). */
export const ALARM_PUBLISHER = "cloudwatch.amazonaws.com";

/** Actions on the key of a topic that each publisher needs (Amazon SNS developer guide, Key management, read 2026-11-20). */
export const TOPIC_KEY_ACTIONS = ["kms:Decrypt", "kms:GenerateDataKey*"];

/** Key that encrypts a topic, if these stacks create it. */
export const topicKey = (plan: EnvironmentPlan, topic: PlannedResource): PlannedResource | undefined =>
  plan.target(valueOf(topic, topic.config["kms_master_key_id"]));

/** ARN of a topic, as policies have it. */
export const topicArn = (plan: EnvironmentPlan, topic: PlannedResource): string =>
  resolveReferences(plan, valueOf(topic, `\${${topic.address}.arn}`));

/** Faults for which a service of AWS cannot publish to a topic. */
export function publisherProblems(
  plan: EnvironmentPlan,
  topic: PlannedResource,
  publisher: string,
): string[] {
  const key = topicKey(plan, topic);
  const allowed = (target: PlannedResource, attribute: string, actions: readonly string[], arn: string) =>
    statementsOn(plan, target, attribute).some((each) => allows(plan, each, publisher, actions, arn));
  return [
    ...(allowed(topic, "arn", ["sns:Publish"], topicArn(plan, topic))
      ? []
      : [`${topic.address} does not allow ${publisher} to publish for this account only`]),
    ...(key === undefined || allowed(key, "key_id", TOPIC_KEY_ACTIONS, "*")
      ? []
      : [
          `${key.address} does not allow ${publisher} to call ${TOPIC_KEY_ACTIONS.join(" and ")} for this account only`,
        ]),
  ];
}

/** Statements of a resource's own policy, or of a policy that references it. */
const statementsOn = (plan: EnvironmentPlan, target: PlannedResource, attribute: string): Statement[] =>
  readPolicies(plan, "resource").flatMap(({ resource, statements }) =>
    resource === target || plan.target(valueOf(resource, resource.config[attribute])) === target
      ? statements
      : [],
  );

/** True if a statement allows a service exactly these actions, for this account only. */
const allows = (
  plan: EnvironmentPlan,
  { effect, principals, actions, resources, conditions }: Statement,
  publisher: string,
  wanted: readonly string[],
  target: string,
): boolean =>
  effect === "Allow" &&
  principals.some(({ kind, value }) => kind === "Service" && value === publisher) &&
  [...actions].sort().join() === wanted.join() &&
  resources.join() === target &&
  conditions.length > 0 &&
  conditions.every(
    ({ operator, key, values }) =>
      operator === "StringEquals" && key === "aws:SourceAccount" && values.join() === homeOf(plan).accountId,
  );

/** Topics that an alarm notifies; undefined for a target outside of these stacks. */
export function notifiedTopics(
  plan: EnvironmentPlan,
  alarm: PlannedResource,
): readonly (PlannedResource | undefined)[] {
  const { alarm_actions: actions, actions_enabled: enabled } = alarm.config;
  if (isFalse(enabled)) return [];
  const targets = plan.items(valueOf(alarm, actions)).map((action) => plan.target(action));
  return targets.map((target) => (target?.type === "aws_sns_topic" ? target : undefined));
}

/** Faults for which an alarm reaches nobody. */
export function notificationProblems(plan: EnvironmentPlan, alarm: PlannedResource): string[] {
  const topics = notifiedTopics(plan, alarm);
  if (topics.length === 0) return ["it has no enabled action"];
  return topics.flatMap((topic) =>
    topic
      ? [...subscriptionProblems(plan, topic), ...publisherProblems(plan, topic, ALARM_PUBLISHER)]
      : ["its action is not a topic of this stack"],
  );
}
