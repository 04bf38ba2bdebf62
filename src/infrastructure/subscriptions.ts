import { type EnvironmentPlan, type PlannedResource, valueOf } from "../terraform/environment-plan";
import { asArray, asObject, block, type Json, jsonIn, texts } from "../terraform/stack-json";

export const subscriptionsOf = (plan: EnvironmentPlan, topic: PlannedResource): PlannedResource[] =>
  plan
    .resources("aws_sns_topic_subscription")
    .filter((each) => plan.target(valueOf(each, each.config.topic_arn)) === topic);

/** Faults for which nobody gets the messages of a topic. Alarms and Alertmanager send them without attributes. */
export function subscriptionProblems(plan: EnvironmentPlan, topic: PlannedResource): string[] {
  const all = subscriptionsOf(plan, topic);
  if (all.length === 0) return [`${topic.address} has no subscription`];
  return all.some((each) => passes(each, {}))
    ? []
    : [
        `no subscription of ${topic.address} passes messages without attributes: their filter_policy drops them`,
      ];
}

/** Whether a subscription passes a message with these attributes; forms of filters other than those below do not count as passed. */
export function passes({ config }: PlannedResource, message: Readonly<Record<string, string>>): boolean {
  const { filter_policy: policy, filter_policy_scope: scope = "MessageAttributes" } = config;
  if (policy === undefined) return true;
  if (scope !== "MessageAttributes") return false;
  return Object.entries(asObject(jsonIn(policy))).every(([attribute, patterns]) =>
    asArray(patterns).some((pattern) => matches(pattern, message[attribute])),
  );
}

function matches(pattern: Json, value: string | undefined): boolean {
  if (typeof pattern === "string") return pattern === value;
  const { exists, "anything-but": others } = block(pattern);
  if (exists !== undefined) return exists === (value !== undefined);
  return others !== undefined && value !== undefined && !texts(others).includes(value);
}
