import { type EnvironmentPlan, type PlannedResource, type ResourceOf } from "../terraform/environment-plan";
import { asObject, asArray, type Json } from "../terraform/stack-json";
import { block, isFalse, texts, jsonIn, text, number } from "../terraform/stack-json";
import { valueOf, memoizePerPlan } from "../terraform/environment-plan";
import { homeOf } from "./text-references";
import { type Statement, readPolicies } from "./identity-policies";
import { labelsOf } from "./kubernetes-labels";
import { resolveReferences } from "./text-references";

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

/** A state of another alarm in a rule: `ALARM("name")`, with its name or its ARN. */
const STATE = /\b(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*["']?([^"')]+?)["']?\s*\)/g;

/** The rule of a composite alarm, with the names of alarms of these stacks. */
export const ruleOf = (plan: EnvironmentPlan, alarm: PlannedResource): string =>
  resolveReferences(plan, valueOf(alarm, alarm.config["alarm_rule"]));

/** Names and ARNs of alarms in a rule. */
export const alarmsInRule = (rule: string): string[] =>
  [...rule.matchAll(STATE)].flatMap(([, name]) => name ?? []);
const namesOf = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlyMap<string, PlannedResource> =>
    new Map(
      ["aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"]
        .flatMap((type) => plan.resources(type))
        .map((alarm) => [resolveReferences(plan, valueOf(alarm, alarm.config["alarm_name"])), alarm]),
    ),
);

/** The alarm of these stacks with a name or an ARN. */
export const alarmNamed = (plan: EnvironmentPlan, name: string): PlannedResource | undefined =>
  namesOf(plan).get(name.replace(/^.*:alarm:/, ""));

/** Alarms of these stacks of which a composite alarm with an action tells, also by further composite alarms. */
export const toldByComposite = memoizePerPlan((plan: EnvironmentPlan): ReadonlySet<PlannedResource> => {
  const told = new Set<PlannedResource>();
  const tell = (composite: PlannedResource): void => {
    for (const name of alarmsInRule(ruleOf(plan, composite))) {
      const alarm = alarmNamed(plan, name);
      if (alarm === undefined || told.has(alarm)) continue;
      told.add(alarm);
      tell(alarm);
    }
  };
  plan
    .resources("aws_cloudwatch_composite_alarm")
    .filter((alarm) => notifiedTopics(plan, alarm).length > 0)
    .forEach(tell);
  return told;
});

/** An alarm on the monthly bill of the account. */
export interface BillingAlarm {
  readonly resource: ResourceOf<"aws_cloudwatch_metric_alarm">;
  readonly name: string;
  /** Service name on the bill; undefined for the whole bill. */
  readonly service: string | undefined;
  readonly currency: string | undefined;
  /** USD a month; undefined if it is known after apply. */
  readonly threshold: number | undefined;
}

export const billingAlarmsOf = memoizePerPlan((plan: EnvironmentPlan): readonly BillingAlarm[] =>
  plan
    .resources("aws_cloudwatch_metric_alarm")
    .filter(({ config }) => config.namespace === "AWS/Billing")
    .map((resource) => {
      const { alarm_name: name, dimensions, threshold } = resource.config;
      const { ServiceName: service, Currency: currency } = labelsOf(block(dimensions));
      return { resource, name: text(name) ?? "", service, currency, threshold: number(threshold) };
    }),
);
