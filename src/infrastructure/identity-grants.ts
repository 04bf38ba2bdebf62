import { type AwsLocation, bucketArn, serviceDomain } from "../facts/aws";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { resolveReferences } from "./text-references";
import { statementReach } from "./identity-decisions";
import { ownCallKeys } from "./identity-own-calls";
import { type IamCondition } from "./identity-policies";
import { type Role } from "./identity-roles";
import { homeOf } from "./text-references";
import { databasesOf } from "./network-databases";
import { type Pods } from "./kubernetes-objects";
import { type StatedPermission } from "./stated/lists";
import { bucketKeys, modelBucketOf } from "./identity/bucket-keys";
import { conditionHolds } from "./identity/iam/conditions";

/** One permission of a role: an action on a resource, under conditions. */
export type GrantText = string;

export const grant = (action: string, resource: string, condition = ""): GrantText =>
  `${action} on ${resource}${condition === "" ? "" : ` if ${condition}`}`;

/** A permission of a role, with references resolved. */
interface HeldGrant {
  readonly action: string;
  readonly resource: string;
  readonly conditions: readonly IamCondition[];
}

/** `calls-allowed` judges what a Deny takes from them. */
function heldBy(
  plan: EnvironmentPlan,
  { resource: { layer }, statements }: Pick<Role, "resource" | "statements">,
): HeldGrant[] {
  return statements.flatMap((statement) => {
    const { effect, conditions } = statement;
    if (effect !== "Allow") return [];
    const { actions, resources } = statementReach(statement);
    return actions.flatMap((action) =>
      resources.map((value) => ({
        action,
        resource: resolveReferences(plan, { layer, value }),
        conditions,
      })),
    );
  });
}

const grantTextOf = ({ action, resource, conditions }: HeldGrant): GrantText =>
  grant(
    action,
    resource,
    conditionText(conditions.map(({ operator, key, values }) => [operator, key, values])),
  );

/** Permissions of a role with references resolved. */
export const heldGrants = (plan: EnvironmentPlan, role: Pick<Role, "resource" | "statements">): GrantText[] =>
  heldBy(plan, role).map(grantTextOf);

/** Permissions that a role lacks, and those that nothing needs. */
export function grantProblems(
  plan: EnvironmentPlan,
  role: Pick<Role, "resource" | "statements" | "managed">,
  needed: readonly GrantText[],
): (string | { readonly notJudged: string })[] {
  const wanted = new Set(needed);
  const held = heldBy(plan, role).map((each) => ({
    text: grantTextOf(each),
    ...meantBy(plan, each, wanted),
  }));
  const answered = new Set(held.map(({ meant }) => meant));
  const surplus = new Set(held.flatMap(({ text, meant }) => (meant === undefined ? [text] : [])));
  return [
    ...[...wanted].filter((each) => !answered.has(each)).map((each) => `missing ${each}`),
    ...[...surplus].map((each) => `not needed: ${each}`),
    ...held.flatMap(({ meant, open }) =>
      open.length === 0
        ? []
        : [{ notJudged: `not judged: whether ${meant ?? ""} is allowed: it depends on ${open.join(", ")}` }],
    ),
    ...role.managed.map((policy) => `not needed: ${policy}`),
  ];
}

/** The wanted permission that a role has, and keys of conditions beside it on which it depends. */
function meantBy(plan: EnvironmentPlan, held: HeldGrant, wanted: ReadonlySet<GrantText>) {
  const known = keysOn(plan, held.resource);
  const left = (isLeft: (each: IamCondition) => boolean): GrantText =>
    grantTextOf({ ...held, conditions: held.conditions.filter(isLeft) });
  const isOpen = (each: IamCondition): boolean =>
    each.key.startsWith("aws:") && typeof conditionHolds(each, known) !== "boolean";
  const certain = [grantTextOf(held), left((each) => conditionHolds(each, known) !== true)];
  const meant = certain.find((each) => wanted.has(each));
  if (meant !== undefined) return { meant, open: [] };
  const possible = left((each) => conditionHolds(each, known) !== true && !isOpen(each));
  if (!wanted.has(possible)) return { meant, open: [] };
  return { meant: possible, open: held.conditions.filter(isOpen).map(({ key }) => key) };
}

/** Known values of a call of a role on a resource. Without an account in its ARN, it is one of the own account. */
const keysOn = (plan: EnvironmentPlan, resource: string) =>
  ownCallKeys(homeOf(plan), /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(resource)?.[1]);

/** Conditions as a text that does not depend on the order of conditions and values. */
function conditionText(
  conditions: readonly (readonly [operator: string, key: string, values: readonly string[]])[],
): string {
  return conditions
    .map(([operator, key, values]) => `${operator} ${key} ${[...values].sort().join(",")}`)
    .sort()
    .join(" and ");
}

/** The condition of a key of KMS that only a service uses, on behalf of the role. */
const throughService = (
  home: AwsLocation,
  service: string,
  context: Readonly<Record<string, readonly string[]>> = {},
): string =>
  conditionText([
    ["StringEquals", "kms:ViaService", [`${service}.${home.region}.${serviceDomain(home)}`]],
    ...Object.entries(context).map(
      ([key, values]) => ["StringLike", `kms:EncryptionContext:${key}`, values] as const,
    ),
  ]);

/** Permissions to read the files below a prefix of a bucket, by default that of models, and some named objects, and no other ones. */
export function fileGrants(
  plan: EnvironmentPlan,
  prefix: string,
  { bucket = modelBucketOf(plan) ?? "", named = [] }: { bucket?: string; named?: readonly string[] } = {},
): GrantText[] {
  const arn = bucketArn(homeOf(plan), bucket);
  const files = [`${prefix}*`, ...named].map((object) => `${arn}/${object}`);
  const key = bucketKeys(plan).get(bucket);
  return [
    ...files.map((object) => grant("s3:GetObject", object)),
    grant("s3:ListBucket", arn, conditionText([["StringLike", "s3:prefix", [`${prefix}*`]]])),
    // The context is the bucket with a bucket key, and the object without one.
    ...(key === undefined ? [] : [decryptGrant(plan, key, "s3", { "aws:s3:arn": [arn, ...files] })]),
  ];
}

/** Permissions on objects of a bucket and on the list of their beginnings, and on the key that S3 uses for the program. */
export function bucketGrants(
  plan: EnvironmentPlan,
  bucket: string,
  actions: { readonly objects: readonly string[]; readonly key: readonly string[] },
  patterns: readonly string[],
  key = bucketKeys(plan).get(bucket),
): GrantText[] {
  const home = homeOf(plan);
  const arn = bucketArn(home, bucket);
  const listed = patterns.includes("*") ? "" : conditionText([["StringLike", "s3:prefix", patterns]]);
  return [
    ...actions.objects.flatMap((action) => patterns.map((pattern) => grant(action, `${arn}/${pattern}`))),
    grant("s3:ListBucket", arn, listed),
    ...(key === undefined ? [] : actions.key.map((action) => grant(action, key, throughService(home, "s3")))),
  ];
}

/** Decryption by a service, for data with these values of its context alone. */
export const decryptGrant = (
  plan: EnvironmentPlan,
  key: string,
  service: string,
  context: Readonly<Record<string, readonly string[]>> = {},
): GrantText => grant("kms:Decrypt", key, throughService(homeOf(plan), service, context));

/** Actions of the driver that mounts the password with the role of the pod (AWS Secrets Manager user guide, "ASCP", read 2026-11-22). */
const PASSWORD_ACTIONS = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"];

/** Permissions with which the driver of secrets reads the passwords of the databases that pods connect to. */
export function passwordGrants(plan: EnvironmentPlan, pods: Pods): GrantText[] {
  return databasesOf(plan)
    .filter(({ clients }) => clients.includes(pods))
    .flatMap(({ resource: { layer, address, config } }) => {
      const secret = `\${${layer}/${address}.master_user_secret[0].secret_arn}`;
      const key = config.master_user_secret_kms_key_id;
      return [
        ...PASSWORD_ACTIONS.map((action) => grant(action, secret)),
        ...(key === undefined
          ? []
          : [decryptGrant(plan, resolveReferences(plan, { layer, value: key }), "secretsmanager")]),
      ];
    });
}

/** Permissions that a file states. */
export const statedGrants = (permissions: readonly StatedPermission[]): GrantText[] =>
  permissions.flatMap(({ actions, resources, conditions }) => {
    return actions.flatMap((action) =>
      resources.map((resource) => grantTextOf({ action, resource, conditions })),
    );
  });
