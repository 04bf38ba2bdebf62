import { type AwsLocation, bucketArn, serviceDomain } from "../facts/aws";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { knownText, resolveReferences } from "./text-references";
import { actionsOf, resourcesOf } from "./identity-decisions";
import { type Role } from "./identity-roles";
import { asObject } from "../terraform/stack-json";
import { memoizePerPlan, valueOf } from "../terraform/environment-plan";
import { block } from "../terraform/stack-json";
import { homeOf } from "./text-references";
import { databasesOf } from "./network-databases";
import { type Pods } from "./kubernetes-objects";

import { type StatedPermission } from "./stated/lists";
/** One permission of a role: an action on a resource, under conditions. */
export type Grant = string;

export const grant = (action: string, resource: string, condition = ""): Grant =>
  `${action} on ${resource}${condition === "" ? "" : ` if ${condition}`}`;

/** Permissions of a role with references resolved. `calls-allowed` judges what a Deny takes from them. */
export function heldGrants(
  plan: EnvironmentPlan,
  { resource: { layer }, statements }: Pick<Role, "resource" | "statements">,
): Grant[] {
  return statements.flatMap((statement) => {
    const { effect, conditions } = statement;
    if (effect !== "Allow") return [];
    const where = conditionText(conditions.map(({ operator, key, values }) => [operator, key, values]));
    return actionsOf(statement).flatMap((action) =>
      resourcesOf(statement).map((resource) =>
        grant(action, resolveReferences(plan, { layer, value: resource }), where),
      ),
    );
  });
}

/** Permissions that a role lacks, and those that nothing needs. */
export function grantProblems(
  plan: EnvironmentPlan,
  role: Pick<Role, "resource" | "statements" | "managed">,
  needed: readonly Grant[],
): string[] {
  const wanted = new Set(needed);
  const held = new Set(heldGrants(plan, role));
  return [
    ...[...wanted].filter((each) => !held.has(each)).map((each) => `missing ${each}`),
    ...[...held].filter((each) => !wanted.has(each)).map((each) => `not needed: ${each}`),
    ...role.managed.map((policy) => `not needed: ${policy}`),
  ];
}

/** Conditions as a text that does not depend on the order of conditions and values. */
export function conditionText(
  conditions: readonly (readonly [operator: string, key: string, values: readonly string[]])[],
): string {
  return conditions
    .map(([operator, key, values]) => `${operator} ${key} ${[...values].sort().join(",")}`)
    .sort()
    .join(" and ");
}

/** The condition of a key of KMS that only a service uses, on behalf of the role. */
export const throughService = (home: AwsLocation, service: string): string =>
  conditionText([["StringEquals", "kms:ViaService", [`${service}.${home.region}.${serviceDomain(home)}`]]]);

/**
 * The key of each bucket, by the bucket's name: of a bucket of this environment from its encryption, of an existing one as
 * the cluster stack declares it, since no data source has it.
 */
export const bucketKeys = memoizePerPlan((plan: EnvironmentPlan): ReadonlyMap<string, string> => {
  const keys = new Map<string, string>();
  const [bucket, declaredKey] = [modelBucketOf(plan), declared(plan, "model_bucket_kms_key_arn")];
  if (bucket !== undefined && declaredKey !== undefined) keys.set(bucket, declaredKey);
  for (const each of plan.resources("aws_s3_bucket_server_side_encryption_configuration")) {
    const byDefault = block(block(each.config.rule).apply_server_side_encryption_by_default);
    const key = byDefault.kms_master_key_id;
    if (key === undefined) continue;
    keys.set(
      resolveReferences(plan, valueOf(each, each.config.bucket)),
      resolveReferences(plan, valueOf(each, key)),
    );
  }
  return keys;
});

/** Name of the bucket with the files of models. */
export const modelBucketOf = (plan: EnvironmentPlan): string | undefined => declared(plan, "model_bucket");

/** Value of an output of the cluster stack. */
const declared = (plan: EnvironmentPlan, name: string): string | undefined =>
  knownText(plan, {
    layer: "cluster",
    value: asObject((plan.stack("cluster")?.outputs ?? {})[name])["value"],
  });

/** Permissions to read the files below a prefix of a bucket, and some named objects, and no other ones. */
export function fileGrants(
  plan: EnvironmentPlan,
  bucket: string,
  prefix: string,
  named: string[] = [],
): Grant[] {
  const arn = bucketArn(homeOf(plan), bucket);
  const files = [`${prefix}*`, ...named].map((object) => `${arn}/${object}`);
  const key = bucketKeys(plan).get(bucket);
  return [
    ...files.map((object) => grant("s3:GetObject", object)),
    grant("s3:ListBucket", arn, conditionText([["StringLike", "s3:prefix", [`${prefix}*`]]])),
    // The context is the bucket with a bucket key, and the object without one.
    ...(key === undefined ? [] : [decryptGrant(plan, key, "s3", "aws:s3:arn", [arn, ...files])]),
  ];
}

/** Permissions on objects of a bucket and on the list of their beginnings, and on the key that S3 uses for the program. */
export function bucketGrants(
  plan: EnvironmentPlan,
  bucket: string,
  actions: { readonly objects: readonly string[]; readonly key: readonly string[] },
  patterns: readonly string[],
  key = bucketKeys(plan).get(bucket),
): Grant[] {
  const home = homeOf(plan);
  const arn = bucketArn(home, bucket);
  const listed = patterns.includes("*") ? "" : conditionText([["StringLike", "s3:prefix", patterns]]);
  return [
    ...actions.objects.flatMap((action) => patterns.map((pattern) => grant(action, `${arn}/${pattern}`))),
    grant("s3:ListBucket", arn, listed),
    ...(key === undefined ? [] : actions.key.map((action) => grant(action, key, throughService(home, "s3")))),
  ];
}

/** Decryption by a service for data of a context. */
export function decryptGrant(
  plan: EnvironmentPlan,
  key: string,
  service: string,
  context: string,
  values: readonly string[],
): Grant {
  const home = homeOf(plan);
  return grant(
    "kms:Decrypt",
    key,
    conditionText([
      ["StringEquals", "kms:ViaService", [`${service}.${home.region}.${serviceDomain(home)}`]],
      ["StringLike", `kms:EncryptionContext:${context}`, values],
    ]),
  );
}

/** Actions of the driver that mounts the password with the role of the pod (AWS Secrets Manager user guide, "ASCP", read 2026-11-22). */
const PASSWORD_ACTIONS = ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"];

/** Permissions with which the driver of secrets reads the passwords of the databases that pods connect to. */
export function passwordGrants(plan: EnvironmentPlan, pods: Pods): Grant[] {
  return databasesOf(plan)
    .filter(({ clients }) => clients.includes(pods))
    .flatMap(({ resource: { layer, address, config } }) => {
      const secret = `\${${layer}/${address}.master_user_secret[0].secret_arn}`;
      const key = config.master_user_secret_kms_key_id;
      return [
        ...PASSWORD_ACTIONS.map((action) => grant(action, secret)),
        ...(key === undefined
          ? []
          : [
              grant(
                "kms:Decrypt",
                resolveReferences(plan, { layer, value: key }),
                throughService(homeOf(plan), "secretsmanager"),
              ),
            ]),
      ];
    });
}

/** Permissions that a file states. */
export const statedGrants = (permissions: readonly StatedPermission[]): Grant[] =>
  permissions.flatMap(({ actions, resources, conditions }) => {
    const where = conditionText(conditions.map(({ operator, key, values }) => [operator, key, values]));
    return actions.flatMap((action) => resources.map((resource) => grant(action, resource, where)));
  });
