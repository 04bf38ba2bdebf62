import { objectsOf } from "../../../infrastructure/kubernetes-objects";
import { readExpression } from "../model/expression";
import { secondsIn } from "../model/seconds-in";
import { type AlertingRule, alertingRulesOf } from "../model/alerting-rules";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../../../checks/check";
import TEXTS from "./texts.json";

export const alertRules: Check = {
  ...ruleOf(TEXTS, "alert-rules"),
  run: (plan) =>
    alertingRulesOf(plan).flatMap((rule) =>
      combinedFinding(rule.resource, `alert ${rule.name}`, ruleProblems(plan, rule)),
    ),
};

/** Kind of the object that a label of kube-state-metrics, or of a target, names. */
const NAMED_KINDS: Readonly<Record<string, string>> = {
  deployment: "deployment",
  service: "service",
  horizontalpodautoscaler: "horizontal_pod_autoscaler",
};

function ruleProblems(
  plan: EnvironmentPlan,
  { expression, lasts, labels, annotations }: AlertingRule,
): string[] {
  const missing = ["summary", "runbook"].filter((name) => (annotations[name] ?? "").trim() === "");
  return [
    ...(["critical", "warning"].includes(labels["severity"] ?? "")
      ? []
      : [`its severity is ${labels["severity"] ?? "missing"}, expected critical or warning`]),
    ...missing.map((name) => `it has no ${name}`),
    ...(secondsIn(lasts) !== undefined
      ? []
      : [`its time until it fires is ${lasts || "missing"}, expected a time such as 5m`]),
    ...strangers(plan, expression),
  ];
}

/** Names in the selectors of an expression that are no objects of the stacks. */
function strangers(plan: EnvironmentPlan, expression: string): string[] {
  const found = selectorsIn(expression).flatMap((matchers) => {
    const namespace = matchers["namespace"];
    if (namespace === undefined) return [];
    return Object.entries(NAMED_KINDS).flatMap(([label, kind]) => {
      const name = matchers[label];
      return name === undefined || objectsOf(plan).find(kind, namespace, name)
        ? []
        : [`it reads the ${label} ${name} of ${namespace}, which these stacks do not have`];
    });
  });
  return [...new Set(found)];
}

/** Matchers with one value, of each selector. */
const selectorsIn = (expression: string): Readonly<Record<string, string>>[] =>
  readExpression(expression).selectors.map(({ matchers }) =>
    Object.fromEntries(
      matchers.filter(({ operator }) => operator === "=").map(({ label, value }) => [label, value]),
    ),
  );
