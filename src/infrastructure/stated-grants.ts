import { type StatedPermission } from "./lists";
import { type Grant, conditionText, grant } from "./held-grants";

/** Permissions that a file states. */
export const statedGrants = (permissions: readonly StatedPermission[]): Grant[] =>
  permissions.flatMap(({ actions, resources, conditions }) => {
    const where = conditionText(conditions.map(({ operator, key, values }) => [operator, key, values]));
    return actions.flatMap((action) => resources.map((resource) => grant(action, resource, where)));
  });
