import { text } from "../../terraform/stack-json";
import { knownText } from "../../infrastructure/text-references";
import { type GrantScope } from "./grants";
import { type LayerNames } from "./layer-names";

/** Names of the roles of a layer. */
export const roleNames = (names: LayerNames): string[] =>
  names.of(["aws_iam_role"], "name").map((name) => `role/${name}`);

/** Names of OIDC providers: of a URL in the stacks, or of clusters, whose ids EKS chooses. */
export function identityProviderNames(names: LayerNames): string[] {
  const urls = names
    .blocks()
    .filter(({ type }) => type === "aws_iam_openid_connect_provider")
    .map(({ layer, config }) => text(knownText(names.plan, { layer, value: config["url"] })));
  return urls.flatMap((url) =>
    url === undefined
      ? names.regions.map((region) => `oidc-provider/oidc.eks.${region}.*`)
      : [`oidc-provider/${url.replace(/^https:\/\//, "")}`],
  );
}

const CLUSTER_PARTS = [
  "aws_eks_access_entry",
  "aws_eks_access_policy_association",
  "aws_eks_addon",
  "aws_eks_fargate_profile",
  "aws_eks_node_group",
];

export const clusterNames = (names: LayerNames): string[] => [
  ...new Set([...names.of(["aws_eks_cluster"], "name"), ...names.of(CLUSTER_PARTS, "cluster_name")]),
];

export function clusterObjects(names: LayerNames): string[] {
  return clusterNames(names).flatMap((name) => [
    `cluster/${name}`,
    `access-entry/${name}/*`,
    `addon/${name}/*`,
    `fargateprofile/${name}/*`,
    `nodegroup/${name}/*`,
  ]);
}

export function databaseObjects(names: LayerNames): string[] {
  return names.regional("rds", [
    ...names.of(["aws_db_instance"], "identifier").map((name) => `db:${name}`),
    ...names.of(["aws_db_instance"], "final_snapshot_identifier").map((name) => `snapshot:${name}`),
    "og:default:*",
    ...names.of(["aws_db_parameter_group"], "name").map((name) => `pg:${name}`),
    ...names.of(["aws_db_subnet_group"], "name").map((name) => `subgrp:${name}`),
  ]);
}

export const vaults = (names: LayerNames): string[] =>
  names.regional(
    "backup",
    names.of(["aws_backup_vault"], "name").map((name) => `backup-vault:${name}`),
  );

export const backupPlanNames = (names: LayerNames): string[] => names.regional("backup", ["backup-plan:*"]);

/**
 * Passwords of the databases of a layer: RDS chooses the names of its secrets, and tags them with the database.
 *
 * @param arnsOf ARNs of objects of a service; by default in each region of the layer
 */
export function passwords(
  names: LayerNames,
  arnsOf = (service: string, objects: readonly string[]): string[] => names.regional(service, objects),
): GrantScope[] {
  const databases = names.of(["aws_db_instance"], "identifier").map((name) => `db:${name}`);
  if (databases.length === 0) return [];
  const tag = "aws:ResourceTag/aws:rds:primaryDBInstanceArn";
  return [
    {
      resources: arnsOf("secretsmanager", ["secret:rds!*"]),
      condition: { StringEquals: { [tag]: arnsOf("rds", databases) } },
    },
  ];
}

export const webAclNames = (names: LayerNames): string[] =>
  names.of(["aws_wafv2_web_acl_association"], "web_acl_arn").filter((arn) => arn !== "*");

export const firewallObjects = (names: LayerNames): string[] => [
  ...webAclNames(names),
  ...names.regional(
    "elasticloadbalancing",
    names.of(["aws_lb", "data.aws_lb"], "name").map((name) => `loadbalancer/app/${name}/*`),
  ),
];

export const groups = (names: LayerNames): string[] => names.of(["aws_scheduler_schedule_group"], "name");

export function balancerObjects(names: LayerNames): string[] {
  const balancers = names.of(["aws_lb"], "name");
  const targets = names.of(["aws_lb_target_group"], "name");
  return [
    ...balancers.flatMap((name) =>
      ["listener", "listener-rule", "loadbalancer"].map((kind) => `${kind}/*/${name}/*`),
    ),
    ...targets.map((name) => `targetgroup/${name}/*`),
  ];
}
