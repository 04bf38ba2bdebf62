import {
  type EnvironmentPlan,
  memoizePerPlan,
  type PlannedResource,
  valueOf,
} from "../terraform/environment-plan";
import { resolveReferences } from "./text-references";
import { notifiedTopics } from "./topics";

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
