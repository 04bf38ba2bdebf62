import { objectRightsOf } from "../../infrastructure/identity-access";
import { escalationsOf } from "../../infrastructure/identity-escalation";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import { firstFew } from "../../base/counted";
import { groupBy } from "../../base/group-by";
import { type Stated } from "../../infrastructure/stated";
import { notEntitled, servicesBetween } from "./entitled";
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
const byObjects = (plan: EnvironmentPlan, stated: Stated): Reached[] =>
  objectRightsOf(plan).flatMap((right) => {
    const { by, principal, identity, request, object = by } = right;
    const reason = notEntitled(plan, stated, right);
    if (reason === undefined) return [];
    const through = servicesBetween(right).map((service) => ` through ${service}`);
    const title =
      identity?.title ?? (principal.value === "*" ? `everyone${through.join()}` : principal.value);
    const place = /^\*$|\$\{/.test(request.resource) ? object.address : request.resource;
    return [{ by, message: `${title} reaches ${place} with ${request.action}, ${reason}` }];
  });
