import { SERVICE_DATA } from "./facts/service-data";
import { own } from "../../base/own";
import { type Grant, type GrantScope } from "./grants";
import { clusterScopes } from "./cluster-scopes";
import { ec2Scopes } from "./ec2-scopes";
import { ownKeys } from "./key-scopes";
import { type LayerNames } from "./layer-names";
import {
  backupPlanNames,
  balancerObjects,
  databaseObjects,
  firewallObjects,
  groups,
  identityProviderNames,
  passwords,
  roleNames,
  vaults,
  webAclNames,
} from "./named-objects";
import { environmentTag } from "./own-tags";

interface Row {
  readonly actions: RegExp;
  /** ARNs of the objects in a layer. Without one, the action is limited to no object. */
  readonly arns?: (names: LayerNames) => readonly string[];
  /** Objects with conditions of their own, in place of `arns`. */
  readonly scopes?: (names: LayerNames, action: string) => readonly GrantScope[];
  /** A service without regions, which the condition on regions would refuse. @default false */
  readonly isGlobal?: true;
}

const BUCKETS = ["aws_s3_bucket"];

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
    actions: /^s3:(ListBucket|GetBucketWebsite)$/,
    arns: (names) =>
      names
        .of([...BUCKETS, "data.aws_s3_bucket"], "bucket")
        .map((bucket) => `arn:${names.partition}:s3:::${bucket}`),
  },
  {
    actions: /^s3:/,
    arns: (names) => names.of(BUCKETS, "bucket").map((bucket) => `arn:${names.partition}:s3:::${bucket}`),
  },
  // --- IAM
  { actions: /^iam:ListOpenIDConnectProviders$/, isGlobal: true },
  // EKS chooses the id of a cluster, so that the provider of any cluster can be one of the environment: only while it is created.
  { actions: /^iam:CreateOpenIDConnectProvider$/, arns: () => [], isGlobal: true },
  {
    actions: /^iam:.*OpenIDConnectProvider/,
    scopes: (names, action) => byTag(names, action, names.global("iam", identityProviderNames(names))),
    isGlobal: true,
  },
  {
    actions: /^iam:RemoveRoleFromInstanceProfile$/,
    arns: (names) => names.global("iam", ["instance-profile/*"]),
    isGlobal: true,
  },
  { actions: /^iam:/, arns: (names) => names.global("iam", roleNames(names)), isGlobal: true },
  // --- EKS
  { actions: /^eks:(Describe(AddonVersions|ClusterVersions)|List(AccessPolicies|Clusters))$/ },
  { actions: /^eks:/, scopes: clusterScopes },
  // --- keys
  { actions: /^kms:(CreateKey|ListAliases|ListKeys)$/ },
  {
    actions: /^kms:\w+Alias$/,
    scopes: (names) => [
      { resources: names.regional("kms", names.of(["aws_kms_alias"], "name")) },
      ...ownKeys(names),
    ],
  },
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
  { actions: /^sns:GetSubscriptionAttributes$/ },
  {
    actions: /^sns:(SetSubscriptionAttributes|Unsubscribe)$/,
    arns: (names) =>
      names.regional(
        "sns",
        names.of(["aws_sns_topic"], "name").flatMap((name) => [name, `${name}:*`]),
      ),
  },
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
  { actions: /^secretsmanager:(CreateSecret|TagResource)$/, arns: () => [] },
  { actions: /^secretsmanager:(Cancel)?RotateSecret$/, scopes: (names) => passwords(names) },
  {
    actions: /^secretsmanager:GetSecretValue$/,
    arns: (names) => {
      const named = names.of(["aws_ecr_pull_through_cache_rule"], "credential_arn");
      return named.includes("*")
        ? names.regional("secretsmanager", ["secret:ecr-pullthroughcache/*"])
        : named;
    },
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
    arns: vaults,
  },
  {
    actions: /^backup:(TagResource|UntagResource)$/,
    scopes: (names, action) => [
      { resources: vaults(names) },
      ...byTag(names, action, backupPlanNames(names)),
    ],
  },
  {
    actions: /^backup:\w+Backup(Plan|Selection)$/,
    scopes: (names, action) => byTag(names, action, backupPlanNames(names)),
  },
  // --- DNS
  { actions: /^route53:(CreateHostedZone|ListHostedZones\w*)$/, isGlobal: true },
  {
    actions: /^route53:GetChange$/,
    arns: (names) => [`arn:${names.partition}:route53:::change/*`],
    isGlobal: true,
  },
  { actions: /^route53:AssociateVPCWithHostedZone$/, arns: () => [] },
  {
    actions: /^route53:/,
    arns: (names) => [`arn:${names.partition}:route53:::hostedzone/*`],
    isGlobal: true,
  },
  // --- load balancers and certificates
  // A policy can name no resource for SetWebACL, which AWS checks for wafv2:AssociateWebACL.
  { actions: /^elasticloadbalancing:(Describe|SetWebACL$)/ },
  {
    actions: /^elasticloadbalancing:/,
    arns: (names) => names.regional("elasticloadbalancing", balancerObjects(names)),
  },
  {
    actions: /^acm:RequestCertificate$/,
    scopes: (names) => [{ resources: ["*"], condition: environmentTag(names, "aws:RequestTag") }],
  },
  {
    actions: /^acm:/,
    scopes: (names, action) => byTag(names, action, names.regional("acm", ["certificate/*"])),
  },
  { actions: /^wafv2:(Associate|Disassociate)WebACL$/, arns: firewallObjects },
  { actions: /^wafv2:GetWebACL$/, arns: webAclNames },
  // --- network
  {
    actions: /^route53resolver:(?!List)/,
    scopes: (names, action) =>
      byTag(names, action, names.regional("route53resolver", ["resolver-endpoint/*"])),
  },
  { actions: /^ec2:/, scopes: (names, action) => ec2Scopes(action, names) ?? [anyObject(names)] },
];

/**
 * Objects of an action in the layers. Actions of other services, such as EC2, are limited to the regions only. A row whose names
 * are missing allows nothing.
 */
export function scopesOf(action: string, names: LayerNames): readonly GrantScope[] {
  const row = ROWS.find(({ actions }) => actions.test(action));
  if (row?.scopes) return row.scopes(names, action).filter(({ resources }) => resources.length > 0);
  if (row?.arns) {
    const resources = row.arns(names);
    return resources.length > 0 ? [{ resources }] : [];
  }
  return [anyObject(names, row?.isGlobal)];
}

/** Objects whose ids AWS chooses: what a call creates gets the tag of the environment, and what it changes has it. */
function byTag(names: LayerNames, action: string, resources: readonly string[]): GrantScope[] {
  if (isRead(action)) return [{ resources }];
  const creates =
    /:Create/.test(action) && own(SERVICE_DATA.actions, action)?.tags.includes("RequestTag") === true;
  return [{ resources, condition: environmentTag(names, creates ? "aws:RequestTag" : "aws:ResourceTag") }];
}

const isRead = (action: string): boolean => /:(Describe|Get|List)/.test(action);

/** Every object of the account, in the regions of the layers. */
export const anyObject = (names: LayerNames, isGlobal = false): GrantScope =>
  isGlobal ? { resources: ["*"] } : { resources: ["*"], condition: inRegions(names) };

export const inRegions = ({ regions }: LayerNames): NonNullable<Grant["condition"]> => ({
  StringEquals: { "aws:RequestedRegion": regions },
});
