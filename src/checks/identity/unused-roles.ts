import { unusedProfilesOf, unusedRolesOf } from "../../infrastructure/role-uses";
import { type Check, at } from "../check";

export const unusedRoles: Check = {
  id: "unused-roles",
  severity: "error",
  title: "every role for a service, and every instance profile, has a block or an output that uses it",
  why: "an identity that may pass roles to the service gets the rights of a role that no part of the environment needs",
  fix: "remove the role or the instance profile, refer to it from the block that uses it, or add an output with its ARN for the stack that does",
  source:
    "IAM user guide, Security best practices: Regularly review and remove unused roles (read 2026-11-26)",
  findsExcess: true,
  run: (plan) => [
    ...unusedRolesOf(plan).map(({ resource, name }) => ({
      ...at(resource),
      message: `nothing uses ${name}: no block and no output refers to it`,
    })),
    ...unusedProfilesOf(plan).map(({ profile, role }) => ({
      ...at(profile),
      message: `nothing uses it, and each machine that is started with it has the role ${role.name}`,
    })),
  ],
};
