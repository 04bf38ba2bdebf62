import { homeOf } from "../../model/home";
import { knownText } from "../../model/references";
import { text } from "../../model/blocks";
import { type EnvironmentPlan, type ResourceOf } from "../../terraform-json/environment-plan";
import { isOwn } from "../../model/own-blocks";
import { type Check, at } from "../check";

export const roleBoundaries: Check = {
  id: "role-boundaries",
  severity: "error",
  title: "every role of an environment has the permissions boundary of the environment, or none has one",
  why: "who can apply a layer writes the policies of its roles; one role without the boundary can be given any right of the account",
  fix: "set permissionsBoundary in the file of the environment, and remove other boundaries",
  source: "IAM user guide, access_policies_boundaries (read 2026-11-25)",
  run: (plan, { statedOf }) => {
    const roles = plan.resources("aws_iam_role");
    const expected = expectedIn(plan, roles, statedOf(plan.name).permissionsBoundary);
    return (
      roles
        .filter((role) => boundaryOf(plan, role) !== expected)
        // Where the environment has none, a role of an own file may do less with one.
        .filter((role) => expected !== undefined || !isOwn(plan, role))
        .map((role) => ({
          ...at(role),
          message: `permissions boundary of ${text(role.config.name) ?? role.address}: it is ${boundaryOf(plan, role) ?? "missing"}, expected ${expected ?? "none"}`,
        }))
    );
  },
};

/** The boundary that the file states; without a record of it, the one that any generated role has. */
function expectedIn(
  plan: EnvironmentPlan,
  roles: readonly ResourceOf<"aws_iam_role">[],
  stated: string | undefined,
): string | undefined {
  if (stated === undefined)
    return roles.filter((role) => !isOwn(plan, role)).flatMap((role) => boundaryOf(plan, role) ?? [])[0];
  const { partition, accountId } = homeOf(plan);
  return stated.startsWith("arn:") ? stated : `arn:${partition}:iam::${accountId}:policy/${stated}`;
}

const boundaryOf = (
  plan: EnvironmentPlan,
  { layer, config }: ResourceOf<"aws_iam_role">,
): string | undefined => knownText(plan, { layer, value: config.permissions_boundary });
