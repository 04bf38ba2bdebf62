import { decide, EVERYTHING } from "../../infrastructure/identity-decisions";
import { deniedToAll } from "./denied-to-all";
import { ownCallKeys } from "../../infrastructure/identity-own-calls";
import { covers } from "../../infrastructure/identity-patterns";
import { policiesOf, type Statement } from "../../infrastructure/identity-policies";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";
import { type Check, combinedFinding, type Finding, notJudged, ruleOf } from "../check";
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
      return [
        ...combinedFinding(key, "key policy", [
          ...accountProblems(plan, statements),
          ...statements.flatMap(serviceProblems),
          ...logProblems(plan, statements, groups.get(key) ?? []),
        ]),
        ...openDenials(plan, key, statements),
      ];
    });
  },
};

const LOG_ACTIONS = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"];
const CONTEXT = "kms:EncryptionContext:aws:logs:arn";

/** Calls without which nobody changes the key, or nothing reads what it encrypts. */
const NEEDED = ["kms:PutKeyPolicy", "kms:Decrypt", "kms:GenerateDataKey"].map((action) => ({
  action,
  resource: "*",
}));

function accountProblems(plan: EnvironmentPlan, statements: readonly Statement[]): string[] {
  const home = homeOf(plan);
  const account = `arn:${home.partition}:iam::${home.accountId}`;
  const allowing = statements.filter(({ effect, resources }) => effect === "Allow" && resources.length > 0);
  const kept = decide(
    { identity: EVERYTHING, resource: allowing, resourceMustAllow: true },
    {
      principal: { kind: "AWS", value: `${account}:role/any` },
      action: "kms:*",
      resource: "*",
      context: ownCallKeys(home),
    },
  );
  const others = allowing
    .filter(({ actions }) => actions.some((action) => covers(action, "kms:PutKeyPolicy")))
    .flatMap(({ principals }) => principals.map(({ value }) => value));
  const who = others.length === 0 ? "nobody" : `only ${others.join(", ")}`;
  const { denied } = deniedToAll(home, statements, NEEDED);
  const [first] = denied;
  return [
    ...(kept === true ? [] : [`${account}:root has no kms:*, so ${who} can change the key`]),
    ...(first === undefined
      ? []
      : first === NEEDED[0]?.action
        ? [`a Deny statement denies ${first} to everyone, and locks the account out of its own key`]
        : [`a Deny statement denies ${denied.join(" and ")} to everyone`]),
  ];
}

/** Denials of a key that may be for everyone, by conditions on values that no file has. */
function openDenials(
  plan: EnvironmentPlan,
  key: PlannedResource,
  statements: readonly Statement[],
): Finding[] {
  const { dependsOn } = deniedToAll(homeOf(plan), statements, NEEDED);
  return dependsOn.length === 0
    ? []
    : [
        notJudged(
          key,
          `whether a Deny statement of the key leaves anyone who uses and changes it: it depends on ${dependsOn.join(", ")}`,
          "compare the condition with the callers of the key",
        ),
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
