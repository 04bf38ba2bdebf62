import { type Role } from "../../infrastructure/identity-roles";
import { type Statement, statementsOf } from "../../infrastructure/identity-policies";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { userError } from "../../base/errors";
import { own } from "../../base/own";
import { type Conditions, type Grant } from "./grants";
import { MANAGED_POLICIES } from "../../evidence/managed-policies";
import { knownText } from "../../infrastructure/text-references";

/** A permission of a role. */
export interface RoleUse extends Pick<Grant, "action" | "condition"> {
  /** ARNs; `*` for what is known only after an apply. */
  readonly resources: readonly string[];
  /** The policy that allows it, for a page. */
  readonly by: string;
}

/** Services whose actions give or take rights. */
const RIGHTS = /^(account|iam|organizations|sts):/;
/** Services that AWS Backup uses for what an environment has: a cluster with its volumes, buckets and databases. */
const BACKED_UP = /^(backup|cloudwatch|ec2|eks|events|kms|rds|s3|tag):(?!(Run|Terminate)Instances$)/;

/** Conditions that only calls for other services meet, and one for volumes whose calls the policy of restores allows too. */
const NOT_BACKED_UP = /aws:(dsql|ebs:id)|AmazonFSx|:"(RunInstances|(dynamodb|dsql)\.[^"]*)"/;

/** Services among several that use a key. */
const NOT_ITS_KEYS =
  /"(dynamodb|elasticfilesystem)\.\*\.amazonaws\.com",|,"(dsql|redshift|redshift-serverless)\.\*\.amazonaws\.com"/g;

/** Permissions of roles, without rights of IAM. */
export const roleUsesOf = (plan: EnvironmentPlan, roles: readonly Role[]): RoleUse[] =>
  roles.flatMap(({ resource, name, statements, managed }) => {
    const known = (value: string): string | undefined => knownText(plan, { layer: resource.layer, value });
    return [
      ...statements.flatMap((each) => usesIn(each, `the policy of ${name}`, known)),
      ...managed.flatMap((arn) =>
        managedStatements(plan, arn).flatMap((each) =>
          usesIn(each, `${arn.replace(/^.*\//, "")} of AWS`, (value) => value).filter(
            ({ action, condition }) =>
              !arn.includes("/AWSBackup") ||
              (BACKED_UP.test(action) && !NOT_BACKED_UP.test(JSON.stringify(condition ?? {}))),
          ),
        ),
      ),
    ];
  });

function usesIn(
  { effect, actions, resources, conditions }: Statement,
  by: string,
  known: (value: string) => string | undefined,
): RoleUse[] {
  if (effect !== "Allow") return [];
  const condition: Record<string, Record<string, string | string[]>> = {};
  for (const { operator, key, values } of conditions) {
    const all = values.flatMap((value) => known(value) ?? []);
    // A condition on what only an apply knows limits nothing that can be written here.
    if (all.length === values.length)
      condition[operator] = { ...condition[operator], [key]: all.length === 1 ? all.join() : all };
  }
  return actions
    .filter((action) => !RIGHTS.test(action))
    .map((action) => ({
      action,
      resources: resources.map((value) => known(value) ?? "*"),
      ...(Object.keys(condition).length === 0 ? {} : { condition: condition satisfies Conditions }),
      by,
    }));
}

function managedStatements(plan: EnvironmentPlan, arn: string): readonly Statement[] {
  const document = own(MANAGED_POLICIES.policies, arn.replace(/^.*:policy\//, ""));
  const text = JSON.stringify({ Version: "2012-10-17", Statement: document?.Statement ?? [] });
  const statements = statementsOf(arn.includes("/AWSBackup") ? text.replace(NOT_ITS_KEYS, "") : text);
  if (statements !== undefined) return statements;
  throw userError({
    place: `${plan.name}: ${arn}`,
    got: "an attached policy whose actions are not recorded",
    expected: "a policy in src/evidence/managed-policies/documents.json",
    fix: "add its path to the file, and run npm run managed-policies",
  });
}
