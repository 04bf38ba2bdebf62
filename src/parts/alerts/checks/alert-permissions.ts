import { type Grant, grant, heldGrants } from "../../../infrastructure/identity-grants";
import { covers } from "../../../infrastructure/identity-patterns";
import { accountKey, type Role, rolesOf } from "../../../infrastructure/identity-roles";
import { TOPIC_KEY_ACTIONS, topicKey } from "../../../infrastructure/alarms";
import { type EnvironmentPlan, valueOf } from "../../../terraform/environment-plan";
import { type Check, combinedFinding } from "../../../checks/check";
import { alertmanagerAccount } from "../../prometheus/facts";
import { type AlertRoutes, sendingRoutesOf } from "../model/alert-routes";
import { resolveReferences } from "../../../infrastructure/text-references";

export const alertPermissions: Check = {
  id: "alert-permissions",
  severity: "error",
  title:
    "the role of Alertmanager publishes to the topics of its routes with their keys, and can do nothing else",
  why: "Alertmanager shows its configuration to each pod that reaches it; with a wider role, who takes it over sends messages in the name of others",
  fix: "remove what the message names from the policy of the role",
  source:
    "Amazon SNS developer guide, Key management; prometheus/alertmanager 0.34.0, notify/sns (read 2026-11-22)",
  run: (plan) =>
    sendingRoutesOf(plan).flatMap((routes) => {
      const { release } = routes;
      const needed = neededBy(plan, routes);
      return rolesOf(plan)
        .trusting(accountKey(release.namespace, alertmanagerAccount(release)))
        .flatMap((role) =>
          combinedFinding(role.resource, `permissions of ${role.name}`, excess(plan, role, needed)),
        );
    }),
};

function neededBy(plan: EnvironmentPlan, { targets }: AlertRoutes): Grant[] {
  return targets.flatMap((target) => {
    const topic = plan.target(target.topic);
    const key = topic && topicKey(plan, topic);
    return [
      grant("sns:Publish", resolveReferences(plan, plan.follow(target.topic))),
      ...(key === undefined
        ? []
        : TOPIC_KEY_ACTIONS.map((action) =>
            grant(action, resolveReferences(plan, valueOf(key, `\${${key.address}.arn}`))),
          )),
    ];
  });
}

function excess(plan: EnvironmentPlan, role: Role, needed: readonly Grant[]): string[] {
  // A condition only takes from a permission. Another check, `alert-delivery`, finds one that takes what alerts need.
  const statements = role.statements.map((each) => ({ ...each, conditions: [] }));
  const held = heldGrants(plan, { ...role, statements });
  // An action that is needed can be a pattern, such as kms:GenerateDataKey*.
  const notNeeded = held.filter((each) => !needed.some((one) => covers(one, each)));
  return [...notNeeded, ...role.managed].map((each) => `alerts do not need ${each}`);
}
