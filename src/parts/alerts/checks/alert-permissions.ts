import { type GrantText, grant, heldGrants } from "../../../infrastructure/identity-grants";
import { covers } from "../../../infrastructure/identity-patterns";
import { accountKey, type Role, rolesOf } from "../../../infrastructure/identity-roles";
import { topicOf } from "../../../infrastructure/alarms";
import { type EnvironmentPlan, inLayer } from "../../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../../../checks/check";
import { alertmanagerAccount } from "../../prometheus/facts";
import { type AlertRoutes, sendingRoutesOf } from "../model/alert-routes";
import { resolveReferences } from "../../../infrastructure/text-references";
import TEXTS from "./texts.json";

export const alertPermissions: Check = {
  ...ruleOf(TEXTS, "alert-permissions"),
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

function neededBy(plan: EnvironmentPlan, { targets }: AlertRoutes): GrantText[] {
  return targets.flatMap((target) => {
    const topic = plan.target(target.topic);
    const key = topic && topicOf(plan, topic).key;
    return [
      grant("sns:Publish", resolveReferences(plan, plan.follow(target.topic))),
      ...(key === undefined
        ? []
        : key.actions.map((action) =>
            grant(action, resolveReferences(plan, inLayer(key.resource, `\${${key.resource.address}.arn}`))),
          )),
    ];
  });
}

function excess(plan: EnvironmentPlan, role: Role, needed: readonly GrantText[]): string[] {
  // A condition only takes from a permission. Another check, `alert-delivery`, finds one that takes what alerts need.
  const statements = role.statements.map((each) => ({ ...each, conditions: [] }));
  const held = heldGrants(plan, { ...role, statements });
  // An action that is needed can be a pattern, such as kms:GenerateDataKey*.
  const notNeeded = held.filter((each) => !needed.some((one) => covers(one, each)));
  return [...notNeeded, ...role.managed].map((each) => `alerts do not need ${each}`);
}
