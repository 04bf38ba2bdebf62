import { actionsExtract } from "../../evidence/service-actions";
import { policyActionsOf } from "../../infrastructure/identity-actions";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const actionNotJudged: Check = {
  ...ruleOf(TEXTS, "action-not-judged"),
  run: (plan) =>
    policyActionsOf(plan).notListed.flatMap(({ resource, services }) =>
      combinedFinding(
        resource,
        "policy",
        services.map((service) => ({
          notJudged: `the list of ${actionsExtract().date} has no service ${service}`,
        })),
      ),
    ),
};
