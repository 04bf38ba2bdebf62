import { alarmNamed, alarmsInRule, ruleOf } from "../../infrastructure/alarms";
import { type EnvironmentPlan, type PlannedResource, valueOf } from "../../terraform/environment-plan";
import { type Check, combinedFinding } from "../check";
import { block, text } from "../../terraform/stack-json";
import { resolveReferences } from "../../infrastructure/text-references";
import TEXTS from "./texts.json";

export const compositeAlarms: Check = {
  id: "composite-alarms",
  severity: "error",
  ...TEXTS["composite-alarms"],
  run: (plan) =>
    plan
      .resources("aws_cloudwatch_composite_alarm")
      .flatMap((alarm) => combinedFinding(alarm, "composite alarm", problems(plan, alarm))),
};

function problems(plan: EnvironmentPlan, alarm: PlannedResource): string[] {
  const rule = ruleOf(plan, alarm);
  return [
    ...(alarmsInRule(rule).length === 0
      ? [`its rule ${rule || "(none)"} names no alarm, so its state never changes`]
      : []),
    ...suppressorProblems(plan, alarm),
  ];
}

function suppressorProblems(plan: EnvironmentPlan, alarm: PlannedResource): string[] {
  const { alarm: named } = block(alarm.config["actions_suppressor"]);
  if (text(named) === undefined) return [];
  const name = resolveReferences(plan, valueOf(alarm, named));
  return alarmNamed(plan, name)
    ? []
    : [`${name}, which is no alarm of these stacks, mutes it while ${name} is in alarm`];
}
