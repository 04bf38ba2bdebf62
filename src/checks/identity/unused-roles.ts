import { unusedProfilesOf, unusedRolesOf } from "./role-uses";
import { type Check, at, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const unusedRoles: Check = {
  ...ruleOf(TEXTS, "unused-roles"),
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
