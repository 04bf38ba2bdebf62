import { type AwsLocation, serviceDomain } from "../facts/aws";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { resolveReferences } from "./text-references";
import { actionsOf, resourcesOf } from "./statements";
import { type Role } from "./roles";

/** One permission of a role: an action on a resource, under conditions. */
export type Grant = string;

export const grant = (action: string, resource: string, condition = ""): Grant =>
  `${action} on ${resource}${condition === "" ? "" : ` if ${condition}`}`;

/** Permissions of a role with references resolved. `calls-allowed` judges what a Deny takes from them. */
export function heldGrants(
  plan: EnvironmentPlan,
  { resource: { layer }, statements }: Pick<Role, "resource" | "statements">,
): Grant[] {
  return statements.flatMap((statement) => {
    const { effect, conditions } = statement;
    if (effect !== "Allow") return [];
    const where = conditionText(conditions.map(({ operator, key, values }) => [operator, key, values]));
    return actionsOf(statement).flatMap((action) =>
      resourcesOf(statement).map((resource) =>
        grant(action, resolveReferences(plan, { layer, value: resource }), where),
      ),
    );
  });
}

/** Permissions that a role lacks, and those that nothing needs. */
export function grantProblems(
  plan: EnvironmentPlan,
  role: Pick<Role, "resource" | "statements" | "managed">,
  needed: readonly Grant[],
): string[] {
  const wanted = new Set(needed);
  const held = new Set(heldGrants(plan, role));
  return [
    ...[...wanted].filter((each) => !held.has(each)).map((each) => `missing ${each}`),
    ...[...held].filter((each) => !wanted.has(each)).map((each) => `not needed: ${each}`),
    ...role.managed.map((policy) => `not needed: ${policy}`),
  ];
}

/** Conditions as a text that does not depend on the order of conditions and values. */
export function conditionText(
  conditions: readonly (readonly [operator: string, key: string, values: readonly string[]])[],
): string {
  return conditions
    .map(([operator, key, values]) => `${operator} ${key} ${[...values].sort().join(",")}`)
    .sort()
    .join(" and ");
}

/** The condition of a key of KMS that only a service uses, on behalf of the role. */
export const throughService = (home: AwsLocation, service: string): string =>
  conditionText([["StringEquals", "kms:ViaService", [`${service}.${home.region}.${serviceDomain(home)}`]]]);
