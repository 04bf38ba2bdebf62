import { actionsExtract } from "../../evidence/service-actions";
import { comparedAction } from "../../infrastructure/identity-actions";
import { policyTexts } from "../../infrastructure/identity-policies";
import { type Check, combinedFinding } from "../check";
import TEXTS from "./texts.json";

export const actionNotJudged: Check = {
  id: "action-not-judged",
  severity: "warning",
  ...TEXTS["action-not-judged"],
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
