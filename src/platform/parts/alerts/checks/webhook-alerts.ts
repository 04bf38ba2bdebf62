import { groupBy } from "../../../../proof/model/blocks";
import { type ClosedWebhook, closedWebhooks } from "../../../../proof/model/kubernetes/webhooks";
import { type AlertingRule, alertingRulesOf } from "../model/alerting-rules";
import { REFUSED_BY_WEBHOOK, UNAVAILABLE_DEPLOYMENT } from "../facts/series";
import { type EnvironmentPlan } from "../../../../proof/terraform-json/environment-plan";
import { type Check, type Finding, at } from "../../../../proof/checks/check";

export const webhookAlerts: Check = {
  id: "webhook-alerts",
  severity: "error",
  title:
    "if there are alerts, they tell that a webhook refuses objects because its pods do not answer, and that its pods do not run",
  why: "without an answer, no matching object is created: pods of models that stop are not replaced, and applies fail",
  fix: "add alerts on apiserver_admission_webhook_rejection_count with the error type calling_webhook_error, and on Deployments without an available replica in the namespace",
  source:
    "https://kubernetes.io/docs/reference/instrumentation/metrics/ (2026-11-23); src/proof/facts/charts; facts/addons.ts of each part",
  run: (plan) => {
    const rules = alertingRulesOf(plan);
    if (rules.length === 0) return [];
    const webhooks = closedWebhooks(plan);
    return [...refusals(plan, rules, webhooks), ...deployments(rules, webhooks)];
  },
};

function refusals(
  plan: EnvironmentPlan,
  rules: readonly AlertingRule[],
  webhooks: readonly ClosedWebhook[],
): Finding[] {
  const [first] = webhooks;
  const isThere = rules.some(
    ({ expression }) =>
      expression.includes(REFUSED_BY_WEBHOOK.metric) && expression.includes(REFUSED_BY_WEBHOOK.error),
  );
  if (!first || isThere) return [];
  return [
    { ...at(first.resource), message: `no alert tells that ${first.name} refuses objects in ${plan.name}` },
  ];
}

function deployments(rules: readonly AlertingRule[], webhooks: readonly ClosedWebhook[]): Finding[] {
  return [
    ...groupBy(webhooks, ({ namespace, deployment }) => `${namespace}/${deployment ?? ""}`).values(),
  ].flatMap((same) => {
    const { resource, namespace, deployment } = same[0] as ClosedWebhook;
    const names = same.map(({ name }) => name).join(", ");
    if (deployment === undefined)
      return [
        { ...at(resource), message: `not judged: which Deployment answers the webhook ${names} is unknown` },
      ];
    if (rules.some(({ expression }) => watches(expression, namespace, deployment))) return [];
    return [
      {
        ...at(resource),
        message: `no alert tells that the Deployment ${deployment} of ${namespace} has no pod, which answers ${names}`,
      },
    ];
  });
}

/** Whether an expression is about a Deployment without a pod. */
const watches = (expression: string, namespace: string, deployment: string): boolean =>
  [...expression.matchAll(/(\w+)\{([^}]*)\}\s*==\s*0/g)].some(([, metric, matchers = ""]) => {
    if (metric !== UNAVAILABLE_DEPLOYMENT) return false;
    const wanted: Readonly<Record<string, string>> = { namespace, deployment };
    return [...matchers.matchAll(/(\w+)(=~|=)"([^"]*)"/g)].every(([, label = "", operator, value = ""]) => {
      const own = wanted[label];
      return own !== undefined && (operator === "=" ? own === value : new RegExp(`^(?:${value})$`).test(own));
    });
  });
