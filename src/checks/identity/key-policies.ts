import { covers } from "../../infrastructure/identity-patterns";
import { policiesOf, type Statement } from "../../infrastructure/identity-policies";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import { groupBy } from "../../base/group-by";
import { homeOf, resolveReferences } from "../../infrastructure/text-references";
import TEXTS from "./texts.json";

export const keyPolicies: Check = {
  ...ruleOf(TEXTS, "key-policies"),
  run: (plan) => {
    const policies = new Map(policiesOf(plan).map(({ resource, statements }) => [resource, statements]));
    const groups = groupBy(plan.resources("aws_cloudwatch_log_group"), (group) =>
      plan.target(inLayer(group, group.config.kms_key_id)),
    );
    return plan.resources("aws_kms_key").flatMap((key) => {
      const statements = policies.get(key);
      if (!statements) return combinedFinding(key, "key", ["it has no readable policy"]);
      return combinedFinding(key, "key policy", [
        ...accountProblems(plan, statements),
        ...statements.flatMap(serviceProblems),
        ...logProblems(plan, statements, groups.get(key) ?? []),
      ]);
    });
  },
};

const LOG_ACTIONS = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"];
const CONTEXT = "kms:EncryptionContext:aws:logs:arn";

function accountProblems(plan: EnvironmentPlan, statements: readonly Statement[]): string[] {
  const { partition, accountId } = homeOf(plan);
  const root = `arn:${partition}:iam::${accountId}:root`;
  const kept = statements.some(
    ({ effect, principals, actions, resources, conditions }) =>
      effect === "Allow" &&
      principals.some(({ kind, value }) => kind === "AWS" && value === root) &&
      actions.includes("kms:*") &&
      resources.includes("*") &&
      conditions.length === 0,
  );
  const denied = statements.some(({ effect }) => effect === "Deny");
  return [
    ...(kept ? [] : [`${root} has no kms:*, so nobody can change the key`]),
    ...(denied ? ["a Deny statement can lock the account out of its own key"] : []),
  ];
}

/** Service principals in China end with .cn (hashicorp/terraform-provider-aws, `aws_service_principal`). */
function logService(plan: EnvironmentPlan): string {
  const { region, partition } = homeOf(plan);
  return `logs.${region}.amazonaws.com${partition === "aws-cn" ? ".cn" : ""}`;
}

/** A service only encrypts with the key; `policy-principals` judges for whom. */
function serviceProblems({ effect, principals, actions, resources }: Statement): string[] {
  const services = principals.filter(({ kind }) => kind === "Service").map(({ value }) => value);
  if (effect !== "Allow" || services.length === 0) return [];
  const title = services.join(", ");
  const strange = actions.filter(
    (action) =>
      !LOG_ACTIONS.includes(action) && action !== "kms:DescribeKey" && action !== "kms:GenerateDataKey",
  );
  return [
    ...(strange.length === 0 ? [] : [`${title} has actions beyond encryption: ${strange.join(", ")}`]),
    ...(resources.join() === "*"
      ? []
      : [
          `a statement for ${title} has the resource ${resources.join(", ") || "nothing"}, expected * (this key)`,
        ]),
  ];
}

function logProblems(
  plan: EnvironmentPlan,
  statements: readonly Statement[],
  groups: readonly PlannedResource[],
): string[] {
  const { partition, region, accountId } = homeOf(plan);
  const arn = (name: string) => `arn:${partition}:logs:${region}:${accountId}:log-group:${name}`;
  const names = groups.map((group) => resolveReferences(plan, inLayer(group, group.config["name"])));
  const admitting = statements.filter(
    ({ effect, principals, actions, conditions }) =>
      effect === "Allow" &&
      principals.some(({ value }) => value === logService(plan)) &&
      LOG_ACTIONS.every((action) => actions.includes(action)) &&
      conditions.every(({ operator }) => operator === "ArnLike" || operator === "ArnEquals"),
  );
  const patterns = statements.flatMap(({ conditions }) =>
    conditions.flatMap(({ key, values }) => (key === CONTEXT ? values : [])),
  );
  const working = admitting.flatMap(({ conditions }) =>
    conditions.flatMap(({ key, values }) => (key === CONTEXT ? values : [])),
  );
  const refused = names.filter((name) => !working.some((pattern) => covers(pattern, arn(name))));
  const unused = patterns.filter((pattern) => !names.some((name) => covers(pattern, arn(name))));
  return [
    ...(refused.length === 0
      ? []
      : [
          `CloudWatch Logs (${logService(plan)}, ${LOG_ACTIONS.join(", ")}) is not allowed for ${refused.join(", ")}`,
        ]),
    ...unused.map((pattern) => `it allows ${pattern}, which matches no log group of this environment`),
  ];
}
