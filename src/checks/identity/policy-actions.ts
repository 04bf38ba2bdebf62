import { readPolicies, type Statement } from "../../infrastructure/identity-policies";
import { type Check, combinedFinding } from "../check";
import { homeOf } from "../../infrastructure/text-references";

export const policyActions: Check = {
  id: "policy-actions",
  severity: "error",
  title: "no policy allows every action of AWS or of a service",
  why: "an attacker can use every permission of a role, also those that it does not need",
  fix: "list the actions; only the account of a key may keep kms:*, to prevent a lock-out",
  source: "AWS Security Hub, IAM.1 and IAM.21; CIS AWS Foundations 1.16 (read 2026-11-20)",
  scannerRules: ["CKV_AWS_62", "CKV_AWS_63", "CKV2_AWS_40", "AWS-0057"],
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
