import { text } from "../../proof/model/blocks";
import { knownText } from "../../proof/model/references";
import { type Grant, type Scope } from "./grants";
import { ownKeys, tagsOfNewKeys } from "./key-scopes";
import { type LayerNames } from "./layer-names";

interface Row {
  readonly actions: RegExp;
  /** ARNs of the objects in a layer. Without one, the action is limited to no object. */
  readonly arns?: (names: LayerNames) => readonly string[];
  /** Objects with conditions of their own, in place of `arns`. */
  readonly scopes?: (names: LayerNames) => readonly Scope[];
  /** A service without regions, which the condition on regions would refuse. @default false */
  readonly isGlobal?: true;
}

const BUCKETS = ["aws_s3_bucket"];
const ROLES = ["aws_iam_role"];

/**
 * Objects by action; the first row that matches decides. AWS has no resource-level permissions for the actions of rows
 * without ARNs, or chooses the ids of their objects. Rows are deliberately wide where that is unconfirmed: a narrow one that is
 * wrong stops an apply.
 *
 * Unconfirmed: tables "Actions, resources, and condition keys" of the Service Authorization Reference, not opened for this table.
 */
const ROWS: readonly Row[] = [
  { actions: /^sts:/, isGlobal: true },
  // --- S3
  {
    actions: /^s3:(Delete|Get|Put)Object(Version)?$/,
    arns: (names) => names.of(BUCKETS, "bucket").map((bucket) => `arn:${names.partition}:s3:::${bucket}/*`),
  },
  {
    actions: /^s3:/,
    arns: (names) => names.of(BUCKETS, "bucket").map((bucket) => `arn:${names.partition}:s3:::${bucket}`),
  },
  // --- IAM
  { actions: /^iam:ListOpenIDConnectProviders$/, isGlobal: true },
  {
    actions: /^iam:.*OpenIDConnectProvider/,
    arns: (names) => names.global("iam", identityProviders(names)),
    isGlobal: true,
  },
  {
    actions: /^iam:RemoveRoleFromInstanceProfile$/,
    arns: (names) => names.global("iam", ["instance-profile/*"]),
    isGlobal: true,
  },
  { actions: /^iam:/, arns: (names) => names.global("iam", rolesOf(names)), isGlobal: true },
  // --- EKS
  { actions: /^eks:(Describe(AddonVersions|ClusterVersions)|List(AccessPolicies|Clusters))$/ },
  { actions: /^eks:/, arns: (names) => names.regional("eks", clusterObjects(names)) },
  // --- keys
  { actions: /^kms:(CreateKey|ListAliases|ListKeys)$/ },
  {
    actions: /^kms:\w+Alias$/,
    scopes: (names) => [
      { resources: names.regional("kms", names.of(["aws_kms_alias"], "name")) },
      ...ownKeys(names),
    ],
  },
  { actions: /^kms:TagResource$/, scopes: (names) => [...ownKeys(names), ...tagsOfNewKeys(names)] },
  { actions: /^kms:/, scopes: ownKeys },
  // --- logs, alarms and topics
  { actions: /^logs:DescribeLogGroups$/ },
  {
    actions: /^logs:/,
    arns: (names) =>
      names.regional(
        "logs",
        names
          .of(["aws_cloudwatch_log_group"], "name")
          .flatMap((name) => [`log-group:${name}`, `log-group:${name}:*`]),
      ),
  },
  { actions: /^cloudwatch:DescribeAlarms$/ },
  {
    actions: /^cloudwatch:/,
    arns: (names) =>
      names.regional(
        "cloudwatch",
        names.of(["aws_cloudwatch_metric_alarm"], "alarm_name").map((name) => `alarm:${name}`),
      ),
  },
  { actions: /^sns:(GetSubscriptionAttributes|SetSubscriptionAttributes|Unsubscribe)$/ },
  { actions: /^sns:/, arns: (names) => names.regional("sns", names.of(["aws_sns_topic"], "name")) },
  // --- images
  { actions: /^ecr:.*PullThroughCacheRule/ },
  {
    actions: /^ecr:/,
    arns: (names) =>
      names.regional(
        "ecr",
        names.of(["aws_ecr_repository"], "name").map((name) => `repository/${name}`),
      ),
  },
  // --- databases and their secrets
  { actions: /^rds:(Describe|ListTags)/ },
  { actions: /^rds:/, arns: databaseObjects },
  {
    actions: /^secretsmanager:(CreateSecret|TagResource|RotateSecret|CancelRotateSecret)$/,
    arns: (names) => names.regional("secretsmanager", ["secret:rds!*"]),
  },
  {
    actions: /^secretsmanager:GetSecretValue$/,
    arns: (names) => names.regional("secretsmanager", ["secret:ecr-pullthroughcache/*"]),
  },
  {
    actions: /^secretsmanager:/,
    arns: (names) =>
      names.regional("secretsmanager", [
        ...names.of(["data.aws_secretsmanager_secret"], "name").map((name) => `secret:${name}-*`),
        ...(names.of(["aws_secretsmanager_secret_rotation"], "secret_id").length > 0 ? ["secret:rds!*"] : []),
      ]),
  },
  // --- schedules
  {
    actions: /^scheduler:\w+Schedule$/,
    arns: (names) =>
      names.regional(
        "scheduler",
        groups(names).map((name) => `schedule/${name}/*`),
      ),
  },
  {
    actions: /^scheduler:/,
    arns: (names) =>
      names.regional(
        "scheduler",
        groups(names).map((name) => `schedule-group/${name}`),
      ),
  },
  // --- backups. AWS chooses the ids of plans and selections.
  {
    actions: /^backup:\w+BackupVault(?!s)/,
    arns: (names) =>
      names.regional(
        "backup",
        names.of(["aws_backup_vault"], "name").map((name) => `backup-vault:${name}`),
      ),
  },
  // --- DNS
  { actions: /^route53:(CreateHostedZone|ListHostedZones\w*)$/, isGlobal: true },
  {
    actions: /^route53:GetChange$/,
    arns: (names) => [`arn:${names.partition}:route53:::change/*`],
    isGlobal: true,
  },
  {
    actions: /^route53:/,
    arns: (names) => [`arn:${names.partition}:route53:::hostedzone/*`],
    isGlobal: true,
  },
  // --- load balancers and certificates
  { actions: /^elasticloadbalancing:Describe/ },
  {
    actions: /^elasticloadbalancing:/,
    arns: (names) => names.regional("elasticloadbalancing", balancerObjects(names)),
  },
  { actions: /^acm:RequestCertificate$/ },
  { actions: /^acm:/, arns: (names) => names.regional("acm", ["certificate/*"]) },
];

/**
 * Objects of an action in the layers. Actions of other services, such as EC2, are limited to the regions only. A row whose names
 * are missing allows nothing.
 */
export function scopesOf(action: string, names: LayerNames): readonly Scope[] {
  const row = ROWS.find(({ actions }) => actions.test(action));
  if (row?.scopes) return row.scopes(names);
  if (row?.arns) {
    const resources = row.arns(names);
    return resources.length > 0 ? [{ resources }] : [];
  }
  return [anyObject(names, row?.isGlobal)];
}

/** Every object of the account, in the regions of the layers. */
export const anyObject = (names: LayerNames, isGlobal = false): Scope =>
  isGlobal ? { resources: ["*"] } : { resources: ["*"], condition: inRegions(names) };

export const inRegions = ({ regions }: LayerNames): NonNullable<Grant["condition"]> => ({
  StringEquals: { "aws:RequestedRegion": regions },
});

const rolesOf = (names: LayerNames): string[] => names.of(ROLES, "name").map((name) => `role/${name}`);

/** Names of OIDC providers: of a URL in the stacks, or of clusters, whose ids EKS chooses. */
function identityProviders(names: LayerNames): string[] {
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

function clusterObjects(names: LayerNames): string[] {
  const clusters = [
    ...new Set([...names.of(["aws_eks_cluster"], "name"), ...names.of(CLUSTER_PARTS, "cluster_name")]),
  ];
  return clusters.flatMap((name) => [
    `cluster/${name}`,
    `access-entry/${name}/*`,
    `addon/${name}/*`,
    `fargateprofile/${name}/*`,
    `nodegroup/${name}/*`,
  ]);
}

function databaseObjects(names: LayerNames): string[] {
  return names.regional("rds", [
    ...names.of(["aws_db_instance"], "identifier").map((name) => `db:${name}`),
    ...names.of(["aws_db_instance"], "final_snapshot_identifier").map((name) => `snapshot:${name}`),
    "og:default:*",
    ...names.of(["aws_db_parameter_group"], "name").map((name) => `pg:${name}`),
    ...names.of(["aws_db_subnet_group"], "name").map((name) => `subgrp:${name}`),
  ]);
}

const groups = (names: LayerNames): string[] => names.of(["aws_scheduler_schedule_group"], "name");

function balancerObjects(names: LayerNames): string[] {
  const balancers = names.of(["aws_lb"], "name");
  const targets = names.of(["aws_lb_target_group"], "name");
  return [
    ...balancers.flatMap((name) =>
      ["listener", "listener-rule", "loadbalancer"].map((kind) => `${kind}/*/${name}/*`),
    ),
    ...targets.map((name) => `targetgroup/${name}/*`),
  ];
}
