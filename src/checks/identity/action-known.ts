import { policyActionsOf } from "../../infrastructure/identity-actions";
import { trustedValues } from "../../infrastructure/stated";
import { type Check, combinedFinding, ruleOf } from "../check";
import { groupBy } from "../../base/group-by";
import TEXTS from "./texts.json";

export const actionKnown: Check = {
  ...ruleOf(TEXTS, "action-known"),
  run: (plan, { statedOf }) => {
    const trusted = trustedValues(statedOf(plan.name).names, "action");
    const unknown = policyActionsOf(plan).unknown.filter(({ value }) => !trusted.has(value));
    return [...groupBy(unknown, ({ resource }) => resource)].flatMap(([resource, each]) =>
      combinedFinding(
        resource,
        "policy",
        each.map(({ problem }) => problem),
      ),
    );
  },
};
