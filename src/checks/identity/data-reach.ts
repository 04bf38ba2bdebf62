import { objectRightsOf } from "../../infrastructure/identity-access";
import { escalationsOf } from "../../infrastructure/identity-escalation";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import { firstFew } from "../../base/counted";
import { groupBy } from "../../base/group-by";
import { type Stated } from "../../infrastructure/stated";
import { notEntitled } from "./entitled";
import TEXTS from "./texts.json";

export const dataReach: Check = {
  ...ruleOf(TEXTS, "data-reach"),
  run: (plan, { statedOf }) => {
    const reached = [...byOwnPolicies(plan), ...byObjects(plan, statedOf(plan.name))];
    return [...groupBy(reached, ({ by }) => by)].flatMap(([by, all]) =>
      combinedFinding(by, "rights", [...new Set(all.map(({ message }) => message))]),
    );
  },
};

/** Data that a block gives. */
interface Reached {
  readonly by: PlannedResource;
  readonly message: string;
}

function byOwnPolicies(plan: EnvironmentPlan): Reached[] {
  const { data: reachable, canEscalate } = escalationsOf(plan);
  return reachable
    .filter(({ identity }) => !canEscalate(identity))
    .map(({ identity, held, data, actions }) => ({
      by: held.by,
      message: `${identity.title} reaches ${data.title} with ${firstFew(actions, 4)}`,
    }));
}

/** Rights by the policy of an object that the file does not give to the principal. */
function byObjects(plan: EnvironmentPlan, stated: Stated): Reached[] {
  const found = objectRightsOf(plan).flatMap((right) => {
    const { by, principal, identity, request } = right;
    const reason = notEntitled(plan, stated, right);
    const title = identity?.title ?? (principal.value === "*" ? "everyone" : principal.value);
    return reason === undefined
      ? []
      : [{ by, title, reason, action: request.action, resource: request.resource }];
  });
  const groups = groupBy(found, ({ by, title, reason, resource }) =>
    [by.layer, by.address, title, reason, resource].join(" "),
  );
  return [...groups.values()].flatMap((all) => {
    const [first] = all;
    if (!first) return [];
    const actions = firstFew([...new Set(all.map(({ action }) => action))], 4);
    return [
      { by: first.by, message: `${first.title} reaches ${first.resource} with ${actions}, ${first.reason}` },
    ];
  });
}
