import { alarmsOf } from "../../infrastructure/alarms";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import { block, text } from "../../terraform/stack-json";
import { resolveReferences } from "../../infrastructure/text-references";
import TEXTS from "./texts.json";

export const compositeAlarms: Check = {
  ...ruleOf(TEXTS, "composite-alarms"),
  run: (plan) =>
    alarmsOf(plan).composites.flatMap(({ resource, rule, names }) =>
      combinedFinding(resource, "composite alarm", [
        ...(names.length === 0
          ? [`its rule ${rule || "(none)"} names no alarm, so its state never changes`]
          : []),
        ...suppressorProblems(plan, resource),
      ]),
    ),
};

function suppressorProblems(plan: EnvironmentPlan, alarm: PlannedResource): string[] {
  const { alarm: named } = block(alarm.config["actions_suppressor"]);
  if (text(named) === undefined) return [];
  const name = resolveReferences(plan, inLayer(alarm, named));
  return alarmsOf(plan).named(name)
    ? []
    : [`${name}, which is no alarm of these stacks, mutes it while ${name} is in alarm`];
}
