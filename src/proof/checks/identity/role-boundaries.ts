import { homeOf } from "../../model/home";
import { knownText } from "../../model/references";
import { text, valueOf } from "../../model/blocks";
import { policyAt } from "../../model/identity/policies";
import { trustedAccounts } from "../../model/identity/roles";
import { type Stated } from "../../model/stated/stated";
import { type Layer } from "../../../shared/terraform/layers";
import { type EnvironmentPlan, type ResourceOf } from "../../terraform-json/environment-plan";
import { isOwn } from "../../model/own-blocks";
import { type Check, at } from "../check";

export const roleBoundaries: Check = {
  id: "role-boundaries",
  severity: "error",
  title:
    "every role of an environment has the permissions boundary that the environment names for its kind, or none has one",
  why: "who can apply a layer writes the policies of its roles; one role without the boundary can be given any right of the account",
  fix: "set permissionsBoundary in the file of the environment, and remove other boundaries",
  source: "IAM user guide, access_policies_boundaries (read 2026-11-25)",
  run: (plan, { statedOf }) => {
    const roles = plan.resources("aws_iam_role");
    const stated = statedOf(plan.name).permissionsBoundary;
    return roles.flatMap((role) => {
      const expected = expectedOf(plan, role, roles, stated);
      const found = boundaryOf(plan, role);
      // Where the environment has none, a role of an own file may do less with one.
      if (found === expected || (expected === undefined && isOwn(plan, role))) return [];
      const name = text(role.config.name) ?? role.address;
      return [
        {
          ...at(role),
          message: `permissions boundary of ${name}: it is ${found ?? "missing"}, expected ${expected ?? "none"}`,
        },
      ];
    });
  },
};

/** The boundary that the file states for a role; without a record of it, that of generated roles, of the same kind where there is one. */
function expectedOf(
  plan: EnvironmentPlan,
  role: ResourceOf<"aws_iam_role">,
  roles: readonly ResourceOf<"aws_iam_role">[],
  stated: Stated["permissionsBoundary"],
): string | undefined {
  const policy = typeof stated === "object" ? stated[kindOf(plan, role)] : stated;
  if (policy !== undefined) {
    const { partition, accountId } = homeOf(plan);
    return policy.startsWith("arn:") ? policy : `arn:${partition}:iam::${accountId}:policy/${policy}`;
  }
  const bounded = roles.filter((each) => !isOwn(plan, each) && boundaryOf(plan, each) !== undefined);
  const alike = bounded.find((each) => kindOf(plan, each) === kindOf(plan, role)) ?? bounded[0];
  return alike && boundaryOf(plan, alike);
}

const KINDS: Readonly<Partial<Record<Layer, string>>> = {
  state: "network",
  network: "network",
  platform: "controllers",
  models: "models",
};

/** Namespaces of the add-ons of a cluster. */
const ADD_ONS = /^(kube-system|amazon-cloudwatch):/;

/** The kind of a role: that of its layer, or in the cluster layer by who assumes it. */
function kindOf(plan: EnvironmentPlan, role: ResourceOf<"aws_iam_role">): string {
  const kind = KINDS[role.layer];
  if (kind !== undefined) return kind;
  const trust = policyAt(plan, valueOf(role, role.config.assume_role_policy)) ?? [];
  const services = trust.flatMap(({ principals }) => principals.map(({ value }) => value.split(".")[0]));
  if (services.includes("ec2")) return "nodes";
  if (services.includes("backup")) return "backups";
  const isOfCluster = services.some((service) => service === "eks" || service === "eks-fargate-pods");
  return isOfCluster || trustedAccounts(trust).some((account) => ADD_ONS.test(account)) ? "cluster" : "parts";
}

const boundaryOf = (
  plan: EnvironmentPlan,
  { layer, config }: ResourceOf<"aws_iam_role">,
): string | undefined => knownText(plan, { layer, value: config.permissions_boundary });
