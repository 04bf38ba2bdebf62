import { ROLE_PATHS, roleWithPath } from "../facts/role-paths";
import { type RuleProblem } from "../rule-problems";

/**
 * Roles that EKS refuses in an access entry, or that nobody has: an entry compares whole ARNs. Terraform assumes only
 * roles whose trust names it.
 */
export function principalRules(arn: string, path: (string | number)[], isAssumed = false): RuleProblem[] {
  const [, partition = "", , , account = "", role = ""] = arn.split(":");
  const problem = (expected: string, fix: string): RuleProblem[] => [{ path, expected, fix }];
  if (ROLE_PATHS.serviceLinked.test(role))
    return problem(
      "no service-linked role, which EKS refuses in an access entry",
      "write a role that people or programs assume",
    );
  if (!ROLE_PATHS.identityCenterName.test(role)) return [];
  if (isAssumed)
    return problem(
      "a role whose trust you set: only IAM Identity Center changes that of its roles",
      "create a role that trusts the one of IAM Identity Center, or list that one in cluster.admins and remove deployerRole",
    );
  return ROLE_PATHS.identityCenter.test(role)
    ? []
    : problem(
        "the role of IAM Identity Center with the path that it has",
        `write ${roleWithPath(partition, account, role.split("/").at(-1) ?? "")}, where REGION is that of IAM Identity Center, or without REGION/ if that is us-east-1`,
      );
}
