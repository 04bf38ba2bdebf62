import { own } from "../../../base/own";
import { type Check, combinedFinding, ruleOf } from "../../../checks/check";
import { MOST_TIME } from "../facts/times";
import { readExpression } from "../model/expression";
import { isAtMost, secondsIn } from "../model/seconds-in";
import { type AlertingRule, alertingRulesOf } from "../model/alerting-rules";
import TEXTS from "./texts.json";

export const alertExpressions: Check = {
  ...ruleOf(TEXTS, "alert-expressions"),
  run: (plan) =>
    alertingRulesOf(plan).flatMap((rule) =>
      combinedFinding(rule.resource, `alert ${rule.name}`, expressionProblems(rule)),
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

function expressionProblems(rule: AlertingRule): string[] {
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
