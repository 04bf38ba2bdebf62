import { rolesOf } from "../../infrastructure/identity-roles";
import { type Stated } from "../../infrastructure/stated";
import {
  type EnvironmentPlan,
  type PlannedResource,
  type ResourceOf,
  inLayer,
} from "../../terraform/environment-plan";
import { at, type Check, combinedFinding, type Finding, ruleOf } from "../check";
import { block, isFalse, text, texts } from "../../terraform/stack-json";
import { groupBy } from "../../base/group-by";
import { homeOf, resolveReferences } from "../../infrastructure/text-references";
import TEXTS from "./texts.json";

export const clusterAdmins: Check = {
  ...ruleOf(TEXTS, "cluster-admins"),
  run: (plan, { statedOf }) =>
    plan.resources("aws_eks_cluster").flatMap((cluster) => {
      const access = block(cluster.config.access_config);
      const entries = ofCluster(plan, plan.resources("aws_eks_access_entry"), cluster);
      const associations = ofCluster(plan, plan.resources("aws_eks_access_policy_association"), cluster);
      const stated = namedIn(statedOf(plan.name));
      const entered = new Set(entries.map((entry) => principalOf(plan, entry)));
      const byPrincipal = groupBy(associations, (each) => principalOf(plan, each));
      const admins = associations.filter(
        (each) => isAdmin(plan, each) && entered.has(principalOf(plan, each)),
      );
      const isApi = text(access.authentication_mode) === "API";
      return [
        ...(isApi ? authMapsOf(plan).map(unreadMap) : []),
        ...combinedFinding(cluster, "access to the cluster", [
          ...(isApi
            ? []
            : ["its authentication mode is not API, so the aws-auth ConfigMap also grants access"]),
          ...(isFalse(access.bootstrap_cluster_creator_admin_permissions)
            ? []
            : ["its creator stays administrator"]),
          ...(admins.length === 0
            ? ["it has no administrator: no entry has AmazonEKSClusterAdminPolicy for the whole cluster"]
            : []),
        ]),
        ...entries.flatMap((entry) =>
          combinedFinding(entry, "access entry", [
            ...entryProblems(plan, entry, byPrincipal),
            ...notStated(principalOf(plan, entry), stated),
          ]),
        ),
        ...associations
          .filter((each) => !entered.has(principalOf(plan, each)))
          .map((each) => ({
            ...at(each),
            message: `access policy: ${principalOf(plan, each) || "(none)"} has no access entry`,
          })),
      ];
    }),
};

/** The ConfigMap with roles and users of a cluster, and resources that change its data. */
const authMapsOf = (plan: EnvironmentPlan): PlannedResource[] =>
  plan.all.filter(({ type, config }) => {
    const object = type === "kubernetes_manifest" ? block(config["manifest"]) : config;
    const { name, namespace } = block(object["metadata"]);
    const isMap = type.startsWith("kubernetes_config_map") || object["kind"] === "ConfigMap";
    return isMap && name === "aws-auth" && namespace === "kube-system";
  });

/** Amazon EKS user guide, "Change authentication mode to use access entries" (read 2026-11-29): with API, only access entries count. */
const unreadMap = (map: PlannedResource): Finding => ({
  ...at(map),
  message: "ConfigMap aws-auth: EKS does not read it, since the authentication mode of the cluster is API",
  fix: "remove it, and list its administrators under cluster.admins and its other roles under cluster.access, which make access entries; EKS makes those of nodes and Fargate",
  refusesBlock: true,
});

/** Roles that the file names; undefined without a record of it. */
const namedIn = ({ administrators, access = [] }: Stated): string[] | undefined =>
  administrators && [...administrators, ...access.map(({ role }) => role)];

/** The file names who has rights in the cluster; the entries alone cannot show that one of them is not meant. */
const notStated = (principal: string, named: readonly string[] | undefined): string[] =>
  named === undefined || named.includes(principal)
    ? []
    : [`${principal} is not in cluster.admins, cluster.access or cluster.deployerRole`];

/** An entry of a principal, or an association of a policy with it. */
type Access = ResourceOf<"aws_eks_access_entry" | "aws_eks_access_policy_association">;

function ofCluster<Each extends Access>(
  plan: EnvironmentPlan,
  all: readonly Each[],
  cluster: ResourceOf<"aws_eks_cluster">,
): Each[] {
  const name = resolveReferences(plan, inLayer(cluster, cluster.config.name));
  return all.filter((each) => resolveReferences(plan, inLayer(each, each.config.cluster_name)) === name);
}

const principalOf = (plan: EnvironmentPlan, entry: Access): string =>
  resolveReferences(plan, inLayer(entry, entry.config.principal_arn));

function isAdmin(
  plan: EnvironmentPlan,
  { config }: ResourceOf<"aws_eks_access_policy_association">,
): boolean {
  const { partition } = homeOf(plan);
  return (
    text(config.policy_arn) ===
      `arn:${partition}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy` &&
    text(block(config.access_scope).type) === "cluster"
  );
}

function entryProblems(
  plan: EnvironmentPlan,
  entry: ResourceOf<"aws_eks_access_entry">,
  byPrincipal: ReadonlyMap<string, readonly PlannedResource[]>,
): string[] {
  const principal = principalOf(plan, entry);
  const { partition, accountId } = homeOf(plan);
  const machines = [
    "aws_eks_node_group:node_role_arn",
    "aws_eks_fargate_profile:pod_execution_role_arn",
  ].flatMap((each) => {
    const [type = "", attribute = ""] = each.split(":");
    return plan
      .resources(type)
      .flatMap((resource) => rolesOf(plan).of(inLayer(resource, resource.config[attribute]))?.name ?? []);
  });
  const type = text(entry.config.type) ?? "STANDARD";
  return [
    ...(new RegExp(`^arn:${partition}:iam::${accountId}:role/[^*]+$`).test(principal)
      ? []
      : [`${principal} is not a role of account ${accountId}`]),
    ...(machines.includes(principal.slice(principal.lastIndexOf("/") + 1))
      ? ["EKS creates the entries of nodes and Fargate itself"]
      : []),
    ...(type === "STANDARD" ? [] : [`its type is ${type}, expected STANDARD`]),
    ...(byPrincipal.has(principal) || texts(entry.config.kubernetes_groups).length > 0
      ? []
      : ["it has no access policy and no group, so it grants nothing"]),
  ];
}
