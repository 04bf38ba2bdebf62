import facts from "./policies-of-nodes.json";
import { type Role, rolesOf } from "../../infrastructure/identity-roles";
import { type EnvironmentPlan, inLayer } from "../../terraform/environment-plan";
import { at, type Check, type Finding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const imagePullPermission: Check = {
  ...ruleOf(TEXTS, "image-pull-permission"),
  run: (plan) => [
    ...missing(plan, "aws_eks_node_group", "node_role_arn", [facts.pull, facts.join]),
    ...missing(plan, "aws_eks_fargate_profile", "pod_execution_role_arn", [facts.fargate]),
  ],
};

/** A permission, and the managed policies that grant it; any one of them is enough. */
interface Permission {
  readonly may: string;
  readonly by: readonly string[];
}

/** One finding for each role, also if several groups share it. */
function missing(
  plan: EnvironmentPlan,
  type: string,
  attribute: string,
  permissions: readonly Permission[],
): Finding[] {
  const users = plan.resources(type);
  const roles = new Set(
    users.flatMap((user) => rolesOf(plan).of(inLayer(user, user.config[attribute])) ?? []),
  );
  return [...roles].flatMap((role) =>
    permissions
      .filter(({ by }) => !by.some((policy) => holds(role, policy)))
      .map(({ may, by: [first = ""] }) => ({
        ...at(role.resource),
        message: `may not ${may}: ${first} is not attached`,
      })),
  );
}

const holds = ({ managed }: Role, policy: string): boolean =>
  managed.some((arn) => arn.endsWith(`:aws:policy/${policy}`));
