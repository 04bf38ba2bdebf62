import { actionsExtract } from "../../evidence/service-actions";
import { comparedAction } from "../../infrastructure/identity-actions";
import { policyTexts } from "../../infrastructure/identity-policies";
import { type Check, combinedFinding } from "../check";

export const actionNotJudged: Check = {
  id: "action-not-judged",
  severity: "warning",
  title: "the service of every action of a policy is in the list of services",
  why: "no check can tell whether such an action exists, and which resources it has",
  fix: "compare the action with the Service Authorization Reference, and correct the prefix or write a waiver",
  source: "src/evidence/service-actions: Service Authorization Reference (2026-09-23)",
  run: (plan) =>
    policyTexts(plan).flatMap(({ resource, actions }) => {
      const services = actions.flatMap((action) => {
        const compared = action.includes("${") ? undefined : comparedAction(action);
        return compared && compared.actions === undefined ? compared.service : [];
      });
      return combinedFinding(
        resource,
        "policy",
        [...new Set(services)].map(
          (service) => `the list of ${actionsExtract().date} has no service ${service}`,
        ),
      );
    }),
};
