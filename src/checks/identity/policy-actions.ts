import { readPolicies, type Statement } from "../../infrastructure/identity-policies";
import { type Check, combinedFinding, ruleOf } from "../check";
import { homeOf } from "../../infrastructure/text-references";
import TEXTS from "./texts.json";

export const policyActions: Check = {
  ...ruleOf(TEXTS, "policy-actions"),
  run: (plan) => {
    const { accountId } = homeOf(plan);
    const keyOwner = new RegExp(`^arn:[^:]+:iam::${accountId}:root$`);
    const isKeyAccount = (type: string, { principals, actions }: Statement): boolean =>
      type.startsWith("aws_kms_key") &&
      actions.join() === "kms:*" &&
      principals.every(({ kind, value }) => kind === "AWS" && keyOwner.test(value));
    return readPolicies(plan, "identity", "resource").flatMap(({ resource, statements }) =>
      combinedFinding(
        resource,
        "policy",
        statements.flatMap((statement) => {
          if (statement.effect !== "Allow" || isKeyAccount(resource.type, statement)) return [];
          return [
            ...statement.actions
              .filter((action) => /^\*|^[^:]*:\*$/.test(action))
              .map((action) => `it allows ${action}`),
            ...statement.inverted
              .filter((element) => element !== "NotPrincipal")
              .map((element) => `${element} allows all except the listed`),
          ];
        }),
      ),
    );
  },
};
