import { type EnvironmentPlan, type PlannedResource, type ResourceOf } from "../terraform/environment-plan";
import { asObject, asArray, type Json } from "../terraform/stack-json";
import { block, isFalse, texts, jsonIn, text, number } from "../terraform/stack-json";
import { inLayer, memoizePerPlan } from "../terraform/environment-plan";
import { homeOf } from "./text-references";
import { type Statement, readPolicies } from "./identity-policies";
import { labelsOf } from "./kubernetes-labels";
import { resolveReferences } from "./text-references";

/** Service that publishes for alarms (CloudWatch user guide, read 2026-11-20). */
const ALARM_PUBLISHER = "cloudwatch.amazonaws.com";

/** Actions on the key of a topic that each publisher needs (Amazon SNS developer guide, Key management, read 2026-11-20). */
const KEY_ACTIONS = ["kms:Decrypt", "kms:GenerateDataKey*"];

/** A topic of these stacks, as those who publish to it and those who get its messages see it. */
export function topicOf(plan: EnvironmentPlan, topic: PlannedResource) {
  const key = plan.target(inLayer(topic, topic.config["kms_master_key_id"]));
  const found = {
    resource: topic,
    /** Its ARN, as policies have it. */
    arn: resolveReferences(plan, inLayer(topic, `\${${topic.address}.arn}`)),
    /** Key that encrypts it, if these stacks create it, with the actions on it that each publisher needs. */
    key: key && { resource: key, actions: KEY_ACTIONS },
  };
  const subscriptions = (): PlannedResource[] =>
    plan
      .resources("aws_sns_topic_subscription")
      .filter((each) => plan.target(inLayer(each, each.config.topic_arn)) === topic);
  return {
    ...found,
    /** Faults for which a service of AWS cannot publish to it. */
    publisherProblems: (publisher: string): string[] => publisherProblems(plan, found, publisher),
    get hasSubscription(): boolean {
      return subscriptions().length > 0;
    },
    /** Whether a subscription passes a message with these attributes. */
    passes: (message: Readonly<Record<string, string>>): boolean =>
      subscriptions().some((each) => passes(each, message)),
    /** Faults for which nobody gets its messages. Alarms and Alertmanager send them without attributes. */
    get recipientProblems(): string[] {
      if (!this.hasSubscription) return [`${topic.address} has no subscription`];
      return this.passes({})
        ? []
        : [
            `no subscription of ${topic.address} passes messages without attributes: their filter_policy drops them`,
          ];
    },
  };
}

function publisherProblems(
  plan: EnvironmentPlan,
  { resource: topic, arn, key }: Pick<ReturnType<typeof topicOf>, "resource" | "arn" | "key">,
  publisher: string,
): string[] {
  const allowed = (target: PlannedResource, attribute: string, actions: readonly string[], on: string) =>
    statementsOn(plan, target, attribute).some((each) => allows(plan, each, publisher, actions, on));
  return [
    ...(allowed(topic, "arn", ["sns:Publish"], arn)
      ? []
      : [`${topic.address} does not allow ${publisher} to publish for this account only`]),
    ...(key === undefined || allowed(key.resource, "key_id", key.actions, "*")
      ? []
      : [
          `${key.resource.address} does not allow ${publisher} to call ${key.actions.join(" and ")} for this account only`,
        ]),
  ];
}

/** Statements of a resource's own policy, or of a policy that references it. */
const statementsOn = (plan: EnvironmentPlan, target: PlannedResource, attribute: string): Statement[] =>
  readPolicies(plan, "resource").flatMap(({ resource, statements }) =>
    resource === target || plan.target(inLayer(resource, resource.config[attribute])) === target
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

/** Topics that an alarm notifies, and faults for which it reaches nobody. */
export function notificationOf(plan: EnvironmentPlan, alarm: PlannedResource) {
  const { alarm_actions: actions, actions_enabled: enabled } = alarm.config;
  const targets = isFalse(enabled) ? [] : plan.items(inLayer(alarm, actions));
  /** Undefined for a target outside of these stacks. */
  const topics = targets.map((action) => {
    const target = plan.target(action);
    return target?.type === "aws_sns_topic" ? target : undefined;
  });
  return {
    topics,
    get problems(): string[] {
      if (topics.length === 0) return ["it has no enabled action"];
      return topics.flatMap((each) => {
        if (!each) return ["its action is not a topic of this stack"];
        const topic = topicOf(plan, each);
        return [...topic.recipientProblems, ...topic.publisherProblems(ALARM_PUBLISHER)];
      });
    },
  };
}

/** Whether a subscription passes a message; forms of filters other than those below do not count as passed. */
function passes({ config }: PlannedResource, message: Readonly<Record<string, string>>): boolean {
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

/** Alarms of these stacks. */
export const alarmsOf = memoizePerPlan((plan: EnvironmentPlan) => ({
  /** The alarm with a name or an ARN. */
  named: (name: string): PlannedResource | undefined => namesOf(plan).get(name.replace(/^.*:alarm:/, "")),
  /** Composite alarms: the rule with the names of alarms of these stacks, and the names and ARNs of alarms in it. */
  get composites() {
    return compositesOf(plan);
  },
  /** Alarms of which a composite alarm with an action tells, also by further composite alarms. */
  get told() {
    return toldByComposite(plan);
  },
  /** Alarms on the monthly bill of the account. */
  get billing() {
    return billingAlarmsOf(plan);
  },
}));

const namesOf = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlyMap<string, PlannedResource> =>
    new Map(
      ["aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"]
        .flatMap((type) => plan.resources(type))
        .map((alarm) => [resolveReferences(plan, inLayer(alarm, alarm.config["alarm_name"])), alarm]),
    ),
);

const compositesOf = memoizePerPlan((plan: EnvironmentPlan) =>
  plan.resources("aws_cloudwatch_composite_alarm").map((resource) => {
    const rule = resolveReferences(plan, inLayer(resource, resource.config.alarm_rule));
    return { resource, rule, names: [...rule.matchAll(STATE)].flatMap(([, name]) => name ?? []) };
  }),
);

const toldByComposite = memoizePerPlan((plan: EnvironmentPlan): ReadonlySet<PlannedResource> => {
  const told = new Set<PlannedResource>();
  const { composites, named } = alarmsOf(plan);
  const tell = (names: readonly string[]): void => {
    for (const name of names) {
      const alarm = named(name);
      if (alarm === undefined || told.has(alarm)) continue;
      told.add(alarm);
      tell(composites.find(({ resource }) => resource === alarm)?.names ?? []);
    }
  };
  composites
    .filter(({ resource }) => notificationOf(plan, resource).topics.length > 0)
    .forEach(({ names }) => tell(names));
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

const billingAlarmsOf = memoizePerPlan((plan: EnvironmentPlan): readonly BillingAlarm[] =>
  plan
    .resources("aws_cloudwatch_metric_alarm")
    .filter(({ config }) => config.namespace === "AWS/Billing")
    .map((resource) => {
      const { alarm_name: name, dimensions, threshold } = resource.config;
      const { ServiceName: service, Currency: currency } = labelsOf(block(dimensions));
      return { resource, name: text(name) ?? "", service, currency, threshold: number(threshold) };
    }),
);
