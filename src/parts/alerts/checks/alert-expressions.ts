import { own } from "../../../base/own";
import { type Check, combinedFinding } from "../../../checks/check";
import { MOST_TIME } from "../facts/times";
import { readExpression } from "../model/expression";
import { isAtMost, secondsIn } from "../model/seconds-in";
import { type AlertingRule, alertingRulesOf } from "../model/alerting-rules";

export const alertExpressions: Check = {
  id: "alert-expressions",
  severity: "error",
  title:
    "every expression of an alert is PromQL, each of its conditions reads series, and it waits no longer than its severity allows",
  why: "a condition that reads nothing is always or never met; a fault that must last a day until its alert fires is found by users",
  fix: "correct the expression, or remove the condition; lower the time until it fires",
  source:
    "the grammar of Prometheus 3 (@prometheus-io/lezer-promql 0.315.0); facts/times.ts of the part alerts",
  run: (plan) =>
    alertingRulesOf(plan).flatMap((rule) =>
      combinedFinding(rule.resource, `alert ${rule.name}`, problems(rule)),
    ),
};

/** Whether an expression has a part that reads nothing. */
export function isBroken({ expression }: AlertingRule): boolean {
  const { fault, constants } = readExpression(expression);
  return fault !== undefined || constants.length > 0;
}

/** Whether an alert waits longer than its severity allows. */
export function waitsTooLong({ lasts, labels }: AlertingRule): boolean {
  const most = own(MOST_TIME, labels["severity"] ?? "");
  return most !== undefined && secondsIn(lasts) !== undefined && !isAtMost(lasts, most);
}

function problems(rule: AlertingRule): string[] {
  const { expression, lasts, labels } = rule;
  const severity = labels["severity"] ?? "";
  const { fault, constants } = readExpression(expression);
  if (fault !== undefined)
    return [`its expression is no PromQL${fault === "" ? ", it ends early" : ` from "${fault}" on`}`];
  return [
    ...constants.map((text) => `${text} reads no series, so it is always or never true`),
    ...(waitsTooLong(rule)
      ? [`it waits ${lasts} until it fires, expected at most ${own(MOST_TIME, severity)} for ${severity}`]
      : []),
  ];
}
