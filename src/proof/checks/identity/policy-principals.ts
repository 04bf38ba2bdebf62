import { combinedFinding } from "../../model/blocks";
import { homeOf } from "../../model/home";
import { type Principal, readPolicies } from "../../model/identity/policies";
import { resolveReferences } from "../../model/references";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Check } from "../check";

export const policyPrincipals: Check = {
  id: "policy-principals",
  severity: "error",
  title: "no policy allows everyone or another account, and a statement for a service allows nobody else",
  why: "the principal * is every AWS account, and often includes anonymous users; conditions for one service do not bind another principal",
  fix: "name the role, account or service, each service in a statement of its own; keep * for Deny",
  source: "IAM user guide, AWS JSON policy elements: Principal (read 2026-11-20)",
  stricterThan: ["CKV_AWS_33", "CKV_AWS_70", "CKV_AWS_60", "KMS.5"],
  run: (plan) =>
    readPolicies(plan, "trust", "resource").flatMap(({ resource, statements }) =>
      combinedFinding(
        resource,
        "policy",
        statements.flatMap(({ effect, principals, inverted }) => {
          if (effect !== "Allow") return [];
          const strangers = principals.filter((each) => isStranger(plan, resource.layer, each));
          return [
            ...sharedProblems(principals),
            ...strangers.map(({ value }) => `it allows ${value === "*" ? "everyone" : value}`),
            ...(inverted.includes("NotPrincipal") ? ["NotPrincipal allows everyone except the listed"] : []),
          ];
        }),
      ),
    ),
};

function sharedProblems(principals: readonly Principal[]): string[] {
  const [service] = principals.filter(({ kind }) => kind === "Service");
  const others = principals.filter(({ kind, value }) => kind !== "Service" || value !== service?.value);
  return service === undefined
    ? []
    : others.map(({ value }) => `a statement for ${service.value} also allows ${value}`);
}

function isStranger(
  plan: EnvironmentPlan,
  layer: Parameters<EnvironmentPlan["stack"]>[0],
  { kind, value }: Principal,
): boolean {
  if (kind === "Federated" || kind === "Service") return value.includes("*");
  const written = resolveReferences(plan, { layer, value });
  if (written.includes("*")) return true;
  const account = /^arn:[^:]+:(?:iam|sts)::(\d+):/.exec(written)?.[1] ?? /^\d{12}$/.exec(written)?.[0];
  return account !== undefined && account !== homeOf(plan).accountId;
}
