import { type Role, rolesOf } from "../../infrastructure/identity-roles";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { bucketArn } from "../../facts/aws";
import { LAYERS } from "../../base/layers";
import { userError } from "../../base/errors";
import { asStatements, documentOf, LARGEST_POLICY, type PolicyDocument, policySize } from "./documents";
import { type Conditions, type Grant, type GrantScope } from "./grants";
import { LayerNames } from "./layer-names";
import { withPatterns } from "./name-patterns";
import { passwords } from "./named-objects";
import { environmentTag } from "./own-tags";
import { type RoleUse, roleUsesOf } from "./role-uses";
import { homeOf } from "../../infrastructure/text-references";

/** Any resource of a service, in any account. */
const ANY = /^\*$|^arn:[^:]+:[^:]+:\*:\*?:|^arn:[^:]+:s3:::\*/;
/** Names of one kind that the document lists one by one. */
const MOST_NAMES = 4;

/**
 * Upper limit of roles that the stacks emit: what their policies allow today, and nothing of IAM. Buckets, secrets and
 * keys are those of the environment, without the states. A role with this boundary stays below it, also if its policies
 * allow more.
 *
 * The roles of one layer keep the resources and conditions of their policies where this fits one policy. Otherwise
 * actions get a shorter form.
 */
export function emittedBoundaryOf(
  plan: EnvironmentPlan,
  roles: readonly Role[] = rolesOf(plan).all,
): PolicyDocument {
  const names = new LayerNames(
    plan,
    LAYERS.filter((layer) => plan.stack(layer) !== undefined),
  );
  const isOfOneLayer = new Set(roles.map(({ resource }) => resource.layer)).size === 1;
  const exact = exactGrants(names, roleUsesOf(plan, roles), isOfOneLayer ? Object.keys(OWN) : SHARED);
  const forms = [...(isOfOneLayer ? [exact] : []), exact.map((each) => shortOf(each, !isOfOneLayer))].map(
    (grants) => documentOf(asStatements(withPatterns(plan, grants, isOfOneLayer ? undefined : MOST_NAMES))),
  );
  const boundary = forms.find((form) => policySize(form) <= LARGEST_POLICY);
  if (boundary !== undefined) return boundary;
  throw userError({
    place: `${plan.name}: boundary of the emitted roles`,
    got: `${Math.min(...forms.map(policySize))} characters`,
    expected: `at most ${LARGEST_POLICY}, the limit of a managed policy`,
    fix: "name one policy for each kind of role as permissionsBoundary, or one of your organization, and let names of one kind begin with the prefix of the environment",
  });
}

/** A permission with what stays in a short form: the condition on objects of the environment. */
type Permission = Grant & { readonly kept?: Conditions };

/** Reads of the names and settings of objects. */
export const METADATA =
  /:(Describe|List)[\w*]*$|:Get(?!Object|SecretValue|DownloadUrl|AuthorizationToken)\w*$/;

/** Permissions as the policies have them; those on any object, on objects of the environment where these have names or tags. */
const exactGrants = (
  names: LayerNames,
  used: readonly RoleUse[],
  services: readonly string[],
): Permission[] =>
  used.filter(isNeeded).flatMap(({ action, resources, condition, by }): Permission[] => {
    const [service = ""] = action.split(":");
    const isAny = resources.some((each) => ANY.test(each));
    if (isAny && METADATA.test(action) && service !== "s3")
      return [{ action: action.replace(/:(Describe|List)\w*$/, ":$1*"), resources: ["*"], isRead: true }];
    const own = isOfCluster(by) ? CLUSTER_TAGS : ofOwnController(names, condition);
    const scopes: readonly GrantScope[] = (isAny && services.includes(service)
      ? OWN[service]?.(names)
      : undefined) ?? [{ resources }];
    return scopes.map((scope) => ({
      action,
      resources: scope.resources.filter((arn) => resources.some((each) => isOfKind(arn, each))),
      ...both(own, scope.condition),
      ...(scope.condition === undefined ? {} : { kept: scope.condition }),
      isRead: true,
    }));
  });

/** A permission without the conditions of its policy, for whole buckets, and for a service of which a role needs nearly everything. */
function shortOf({ action, resources, kept }: Permission, isShared: boolean): Grant {
  const whole = resources.map((arn) =>
    ANY.test(arn) ? "*" : arn.replace(/^(arn:[^:]+:s3:::[^/]+\/).*/, "$1*"),
  );
  const isWhole = WHOLE.test(action) || (isShared && action.startsWith("s3:"));
  return {
    action: isWhole
      ? action.replace(/:.*/, ":*")
      : action.replace(/^(?!kms:|secretsmanager:|ecr:)(.*):(Get|List)\w*$/, "$1:$2*"),
    resources: [...new Set(whole)],
    ...(kept === undefined ? {} : { condition: kept }),
    isRead: true,
  };
}

/** Services whose objects one boundary of all roles names: more do not fit. */
const SHARED = ["kms", "s3", "secretsmanager"];
const WHOLE = /^(elasticloadbalancing|ssmmessages|xray):/;

const isOfCluster = (by: string): boolean => by.startsWith("AmazonEKSClusterPolicy");

/** Whether roles of an environment need what a policy of AWS has. */
const isNeeded = ({ action, condition, by }: RoleUse): boolean =>
  (!isOfCluster(by) || OF_A_CLUSTER.test(action)) &&
  !NOT_RESTORED.test(action) &&
  !(action === "eks:AssociateAccessPolicy" && condition === undefined);

/** Calls of AWS Backup for new clusters, whose roles no role of an environment passes, and for databases that no environment has. */
const NOT_RESTORED =
  /^(rds:\w*(DBCluster|TenantDatabase)\w*|eks:(TagResource|Create(Cluster|Nodegroup|FargateProfile|Addon|PodIdentityAssociation)))$/;

/** Whether an ARN is of the kind of object that another one names; `*` is of every kind. */
function isOfKind(arn: string, other: string): boolean {
  const [a = "*", b = "*"] = [arn, other].map((each) => /^arn:(?:[^:]*:){4}([^:/]+)[:/]/.exec(each)?.[1]);
  return a === "*" || b === "*" || a === b;
}

/**
 * Rights that the role of a cluster needs where the load balancer controller makes load balancers. Its policy also has
 * what the legacy cloud provider needs. Source: Amazon EKS user guide, "cluster-iam-role", minimal permissions (read
 * 2026-11-29).
 */
const OF_A_CLUSTER = /^(ec2:(CreateTags|Describe\w+)|kms:DescribeKey)$/;
const CLUSTER_TAGS: Conditions = { "ForAnyValue:StringLike": { "aws:TagKeys": ["kubernetes.io/cluster/*"] } };

/** The tag of the load balancer controller has the name of its cluster; its published policy asks only whether there is one. */
function ofOwnController(names: LayerNames, condition: Conditions | undefined): Conditions | undefined {
  const { Null: absent = {}, ...others } = condition ?? {};
  const own = Object.entries(absent).filter(
    ([key, value]) => key.endsWith("Tag/elbv2.k8s.aws/cluster") && [value].flat().join() === "false",
  );
  if (own.length === 0) return condition;
  const rest = Object.entries(absent).filter((each) => !own.some(([key]) => key === each[0]));
  const clusters = names.of(["aws_eks_cluster"], "name");
  return {
    ...others,
    ...(rest.length > 0 ? { Null: Object.fromEntries(rest) } : {}),
    StringEquals: { ...others["StringEquals"], ...Object.fromEntries(own.map(([key]) => [key, clusters])) },
  };
}

/** Objects of the environment, by service. */
const OWN: Readonly<Record<string, (names: LayerNames) => readonly GrantScope[]>> = {
  kms: (names) => [
    {
      resources: inRegion(names, "kms", ["key/*"]),
      condition: environmentTag(names, "aws:ResourceTag"),
    },
  ],
  s3: (names) => [{ resources: bucketsOf(names, names.of(["aws_s3_bucket"], "bucket")) }],
  secretsmanager: (names) => passwords(names, (service, objects) => inRegion(names, service, objects)),
  eks: (names) => [
    {
      resources: inRegion(
        names,
        "eks",
        names
          .of(["aws_eks_cluster"], "name")
          .flatMap((name) => [`cluster/${name}`, `access-entry/${name}/*`]),
      ),
    },
  ],
  rds: (names) => [
    {
      resources: inRegion(names, "rds", [
        ...names.of(["aws_db_instance"], "identifier").map((name) => `*:${name}*`),
        ...["og", "pg", "snapshot:awsbackup", "subgrp"].map((kind) => `${kind}:*`),
      ]),
    },
  ],
};

const both = (a: Conditions = {}, b: Conditions = {}): Pick<Grant, "condition"> => {
  const condition = Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map((operator) => [
      operator,
      { ...a[operator], ...b[operator] },
    ]),
  );
  return Object.keys(condition).length === 0 ? {} : { condition };
};

/** ARNs of buckets and their objects, without the bucket of the states. */
function bucketsOf(names: LayerNames, all: readonly string[]): string[] {
  const states = new Set(names.ownStates().map(({ bucket }) => bucket));
  return [...new Set(all)]
    .filter((bucket) => bucket !== "*" && !states.has(bucket))
    .flatMap((bucket) => [bucketArn(names, bucket), `${bucketArn(names, bucket)}/*`]);
}

/** ARNs in the region of the cluster: other regions of an environment have alarms alone. */
const inRegion = (names: LayerNames, service: string, objects: readonly string[]): string[] => {
  const { partition, accountId, region } = homeOf(names.plan);
  return objects.map((object) => `arn:${partition}:${service}:${region}:${accountId}:${object}`);
};
