import { ROLE_PATHS, roleWithPath } from "../../facts/role-paths";
import { type RuleProblem } from "../loader/load-request";

/** Roles that EKS refuses in an access entry, or accepts under an ARN that nobody has: an entry compares whole ARNs, with their path. */
export function principalRules(arn: string, path: (string | number)[]): RuleProblem[] {
  const [, partition = "", , , account = "", role = ""] = arn.split(":");
  if (ROLE_PATHS.serviceLinked.test(role))
    return [
      {
        path,
        expected: "no service-linked role, which EKS refuses in an access entry",
        fix: "write a role that people or programs assume",
      },
    ];
  if (!ROLE_PATHS.identityCenterName.test(role) || ROLE_PATHS.identityCenter.test(role)) return [];
  return [
    {
      path,
      expected: "the role of IAM Identity Center with the path that it has",
      fix: `write ${roleWithPath(partition, account, role.split("/").at(-1) ?? "")}, where REGION is that of IAM Identity Center, or without REGION/ if that is us-east-1`,
    },
  ];
}

/** Terraform assumes the role, so its trust has to name who runs Terraform. */
export const assumedRoleRules = (arn: string, path: (string | number)[]): RuleProblem[] =>
  ROLE_PATHS.identityCenterName.test(arn)
    ? [
        {
          path,
          expected: "a role whose trust you set: only IAM Identity Center changes that of its roles",
          fix: "create a role that trusts the one of IAM Identity Center, or list that one in cluster.admins and remove deployerRole",
        },
      ]
    : principalRules(arn, path);
