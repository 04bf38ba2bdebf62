import { SERVICE_DATA } from "./facts/service-data";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type PolicyStatement } from "../../facts/iam";
import { roleBoundariesOf } from "../../deploy/role-boundary";
import { type Grant } from "./grants";
import { type LayerNames } from "./layer-names";

/** Permissions to put the boundary on roles that exist without it; those of an environment without a boundary stay as they are. */
export const boundaryGrants = ({ plan }: LayerNames, grants: readonly Grant[]): Grant[] =>
  roleBoundariesOf(plan).length === 0
    ? []
    : grants
        .filter(({ action }) => action === "iam:CreateRole")
        .map((grant) => ({ ...grant, action: "iam:PutRolePermissionsBoundary", unproven: "update" }));

/** Changes of roles; a role whose boundary is removed has none. */
const BOUNDED = /^iam:(?!Get)\w*Role(?!PermissionsBoundary)|^iam:PutRolePermissionsBoundary$/;

/** Beginning of the names of the deployer's own roles and policies. */
export const deployerName = (environment: string, name: string): string => `${environment}-deployer-${name}`;

/**
 * Denials of calls that no other policy of the deployer can allow again: changes of a role without the boundary or with
 * another one, of the boundary itself, and of the deployer's own roles and policies, whose names begin with that of the
 * environment and `-deployer-`. A call without a boundary has no value of the condition, so that StringNotEquals holds
 * for it.
 */
export function denialsOf(
  plan: EnvironmentPlan,
  { partition, account, layers }: LayerNames,
): PolicyStatement[] {
  const all = roleBoundariesOf(plan);
  if (all.length === 0) return [];
  // A layer sets the boundaries of its own roles only: with that of another kind, a role would get what that kind needs.
  const ofLayers = roleBoundariesOf(plan, layers);
  const allowed = ofLayers.length > 0 ? ofLayers : all;
  // With and without a path.
  const own = (kind: string): string =>
    `arn:${partition}:iam::${account}:${kind}/*${deployerName(plan.name, "*")}`;
  return [
    { Effect: "Deny", Action: "iam:DeleteRolePermissionsBoundary", Resource: "*" },
    {
      Effect: "Deny",
      Action: SERVICE_DATA.bounded.filter((action) => BOUNDED.test(action)),
      Resource: "*",
      Condition: {
        StringNotEquals: { "iam:PermissionsBoundary": allowed.length === 1 ? allowed.join() : allowed },
      },
    },
    {
      Effect: "Deny",
      Action: [
        "iam:CreatePolicy",
        "iam:CreatePolicyVersion",
        "iam:DeletePolicy*",
        "iam:SetDefaultPolicyVersion",
      ],
      Resource: [...all, own("policy")],
    },
    {
      Effect: "Deny",
      Action: [
        "iam:AttachRolePolicy",
        "iam:CreateRole",
        "iam:Delete*",
        "iam:DetachRolePolicy",
        "iam:PassRole",
        "iam:Put*",
        "iam:Update*",
      ],
      Resource: own("role"),
    },
  ];
}
