import { groupBy } from "../../../base/group-by";
import { isOwn } from "../../../infrastructure/accepted-blocks";
import { closedWebhooks } from "../../../infrastructure/kubernetes-webhooks";
import { type AlertingRule, alertingRulesOf } from "../model/alerting-rules";
import { REFUSED_BY_WEBHOOK } from "../facts/series";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { type Check, type Finding, at, ruleOf } from "../../../checks/check";
import TEXTS from "./texts.json";

type ClosedWebhook = ReturnType<typeof closedWebhooks>[number];

export const webhookAlerts: Check = {
  ...ruleOf(TEXTS, "webhook-alerts"),
  run: (plan) => {
    const rules = alertingRulesOf(plan);
    // An alert of the owner does not promise others.
    if (rules.every(({ resource }) => isOwn(plan, resource))) return [];
    const webhooks = closedWebhooks(plan);
    return [...refusals(plan, rules, webhooks), ...unknownDeployments(webhooks)];
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

/** Webhooks whose Deployment is unknown. That a known one has no pod is a fault of `alert-coverage`. */
const unknownDeployments = (webhooks: readonly ClosedWebhook[]): Finding[] =>
  [...groupBy(webhooks, ({ namespace, deployment }) => `${namespace}/${deployment ?? ""}`).values()].flatMap(
    (same) => {
      const { resource, deployment } = same[0] as ClosedWebhook;
      const names = same.map(({ name }) => name).join(", ");
      return deployment === undefined
        ? [
            {
              ...at(resource),
              message: `not judged: which Deployment answers the webhook ${names} is unknown`,
              isNotJudged: true,
            },
          ]
        : [];
    },
  );
