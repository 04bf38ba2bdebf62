import { chartRolesOf } from "../../infrastructure/chart-roles";
import { type Role } from "../../infrastructure/identity-roles";
import { type EnvironmentPlan, memoizePerPlan } from "../../terraform/environment-plan";

/** Roles of charts whose authors publish a policy: the check `chart-policy` compares their permissions with it. */
export const publishedRoles = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlySet<Role> =>
    new Set(chartRolesOf(plan).flatMap(({ facts, roles }) => (facts.policy ? roles : []))),
);
