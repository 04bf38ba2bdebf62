import { groupBy } from "../../base/group-by";
import { accessLogsOf } from "../../infrastructure/access-logs";
import { homeOf } from "../../infrastructure/text-references";
import { LAYERS } from "../../base/layers";
import {
  type EnvironmentPlan,
  inLayer,
  type InLayer,
  memoizePerPlan,
  type PlannedResource,
} from "../../terraform/environment-plan";
import {
  asObject,
  block,
  blocks,
  isTrue,
  type Json,
  type JsonObject,
  number,
  text,
} from "../../terraform/stack-json";
import { type Check, repeatedProblems, ruleOf } from "../check";
import { parts as PARTS } from "./parts-of-buckets.json";
import TEXTS from "./texts.json";
import { type BlockProblem, blockFindings } from "../runner/block-findings";

export const privateBuckets: Check = {
  ...ruleOf(TEXTS, "private-buckets"),
  run: (plan) =>
    plan.resources("aws_s3_bucket").flatMap((bucket) =>
      blockFindings(
        plan,
        bucket,
        "bucket",
        ASPECTS.flatMap((aspect) => aspect(plan, bucket)),
      ),
    ),
};

/** It costs money, and breaks, opens and loses nothing, as old versions and incomplete uploads that stay. */
const NO_BUCKET_KEY = {
  convention: "every object causes its own KMS request: bucket_key_enabled is not true",
};

/** True for the key that the cluster stack declares for its model bucket; the owner of that key protects it. */
function isDeclaredKey(plan: EnvironmentPlan, bucket: PlannedResource, key: InLayer): boolean {
  const { model_bucket: name, model_bucket_kms_key_arn: declared } = plan.stack("cluster")?.outputs ?? {};
  const output = (value: Json | undefined): InLayer => ({
    layer: "cluster",
    value: asObject(value)["value"],
  });
  const arn = plan.text(key);
  return (
    plan.target(output(name)) === bucket &&
    arn !== undefined &&
    arn.split(":")[3] === homeOf(plan).region &&
    /^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/[\w-]+$/.test(arn) &&
    arn === plan.text(output(declared))
  );
}

type Aspect = (plan: EnvironmentPlan, bucket: PlannedResource) => BlockProblem[];

/** Blocks of the given type for a bucket. */
const partsFor = (plan: EnvironmentPlan, bucket: PlannedResource, type: string): PlannedResource[] =>
  (partsOf(plan).get(bucket) ?? []).filter((part) => part.type === type);

/** Configurations of a bucket in blocks of the given type; an empty one if there is none. */
function configsOf(plan: EnvironmentPlan, bucket: PlannedResource, type: string): readonly JsonObject[] {
  const parts = partsFor(plan, bucket, type);
  return parts.length > 0 ? parts.map(({ config }) => config) : [{}];
}

const partsOf = memoizePerPlan((plan: EnvironmentPlan) =>
  groupBy(
    PARTS.flatMap((type) => plan.resources(type)),
    (part) => bucketOf(plan, inLayer(part, part.config["bucket"])),
  ),
);

/** The bucket of a reference, or of a name. */
function bucketOf(plan: EnvironmentPlan, value: InLayer): PlannedResource | undefined {
  const name = plan.text(value);
  return (
    plan.target(value) ??
    plan.resources("aws_s3_bucket").find(({ config }) => name !== undefined && config.bucket === name)
  );
}

/** Logs expire. Other objects may expire in a folder of the state bucket that has no state; there, old versions expire as well. */
function expiries(plan: EnvironmentPlan, bucket: PlannedResource, rules: readonly JsonObject[]): string[] {
  const keys = stateKeysIn(plan, bucket);
  if (accessLogsOf(plan).buckets.has(bucket) && keys.length === 0) {
    const ends = ({ filter, ...rule }: JsonObject): boolean =>
      Object.keys(filterOf({ filter: filter ?? {} })).length === 0 &&
      (number(block(rule["expiration"])["days"]) ?? 0) > 0;
    return rules.some(ends) ? [] : ["its logs never expire"];
  }
  return rules
    .filter((rule) => rule["expiration"] !== undefined)
    .flatMap((rule) => {
      const folder = folderOf(rule);
      if (keys.length === 0 || folder === undefined || keys.some((key) => key.startsWith(folder))) {
        return ["its objects expire"];
      }
      const hasOld = rules.some(
        (each) =>
          folderOf(each) === folder &&
          (number(block(each["noncurrent_version_expiration"])["noncurrent_days"]) ?? 0) > 0,
      );
      return hasOld ? [] : [`old versions in ${folder} remain after its objects expire`];
    });
}

/** The folder to which a rule applies; undefined for the whole bucket and for other filters. */
function folderOf(rule: JsonObject): string | undefined {
  const { prefix, ...others } = filterOf(rule);
  const isFolder = typeof prefix === "string" && prefix.endsWith("/") && Object.keys(others).length === 0;
  return isFolder ? prefix : undefined;
}

/** The conditions of a rule's filter; a plan file also has the empty ones. */
const filterOf = (rule: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(block(rule["filter"])).filter(
      ([, value]) => value !== null && value !== "" && !(Array.isArray(value) && value.length === 0),
    ),
  );

/** Keys of the states in a bucket. */
const stateKeysIn = (plan: EnvironmentPlan, bucket: PlannedResource): string[] =>
  LAYERS.flatMap((layer) => {
    const { bucket: name, key } = asObject(asObject(plan.stack(layer)?.terraform["backend"])["s3"]);
    return name === bucket.config["bucket"] && typeof key === "string" ? [key] : [];
  });

const ASPECTS: readonly Aspect[] = [
  (plan, bucket) => {
    const all = configsOf(plan, bucket, "aws_s3_bucket_public_access_block");
    return ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"]
      .filter((key) => !all.every((privacy) => isTrue(privacy[key])))
      .map((key) => `${key} is not true`);
  },
  (plan, bucket) => {
    const all = configsOf(plan, bucket, "aws_s3_bucket_ownership_controls");
    return all.every(({ rule }) => block(rule)["object_ownership"] === "BucketOwnerEnforced")
      ? []
      : ["other accounts can own its objects: object_ownership is not BucketOwnerEnforced"];
  },
  (plan, bucket) => [
    ...new Set(
      configsOf(plan, bucket, "aws_s3_bucket_server_side_encryption_configuration").flatMap(({ rule }) =>
        encryptionProblems(plan, bucket, block(rule)),
      ),
    ),
  ],
  (plan, bucket) => {
    const all = configsOf(plan, bucket, "aws_s3_bucket_versioning");
    return all.every((each) => block(each["versioning_configuration"])["status"] === "Enabled")
      ? []
      : ["overwritten objects are lost: versioning is not enabled"];
  },
  (plan, bucket) =>
    lifecycleProblems(
      plan,
      bucket,
      configsOf(plan, bucket, "aws_s3_bucket_lifecycle_configuration").flatMap(({ rule }) => blocks(rule)),
    ),
  (plan, bucket) => PARTS.flatMap((type) => repeatedProblems("it", partsFor(plan, bucket, type))),
  (_, { config }) =>
    isTrue(config["force_destroy"]) ? ["a destroy deletes its objects: force_destroy is true"] : [],
];

function encryptionProblems(
  plan: EnvironmentPlan,
  bucket: PlannedResource,
  rule: JsonObject,
): BlockProblem[] {
  const encryption = block(rule["apply_server_side_encryption_by_default"]);
  if (accessLogsOf(plan).buckets.has(bucket))
    return encryption["sse_algorithm"] === "AES256"
      ? []
      : ["an ALB cannot write logs to it: its encryption is not AES256"];
  const written: InLayer = { layer: bucket.layer, value: encryption["kms_master_key_id"] };
  const isOwn = plan.target(written)?.type === "aws_kms_key";
  return [
    ...(encryption["sse_algorithm"] === "aws:kms" && (isOwn || isDeclaredKey(plan, bucket, written))
      ? []
      : ["no KMS key of this environment encrypts it"]),
    ...(isTrue(rule["bucket_key_enabled"]) ? [] : [NO_BUCKET_KEY]),
  ];
}

function lifecycleProblems(
  plan: EnvironmentPlan,
  bucket: PlannedResource,
  all: readonly JsonObject[],
): BlockProblem[] {
  const rules = all.filter(({ status }) => status === "Enabled");
  // A rule with a filter leaves other objects out.
  const whole = rules.filter((rule) => Object.keys(filterOf(rule)).length === 0);
  const some = (key: string, days: string) => whole.some((rule) => (number(block(rule[key])[days]) ?? 0) > 0);
  return [
    ...(some("noncurrent_version_expiration", "noncurrent_days")
      ? []
      : [{ convention: "old versions never expire" }]),
    ...(some("abort_incomplete_multipart_upload", "days_after_initiation")
      ? []
      : [{ convention: "incomplete uploads never expire" }]),
    ...expiries(plan, bucket, rules),
    ...(rules.every((rule) => typeof rule["id"] === "string" && rule["filter"] !== undefined)
      ? []
      : ["a lifecycle rule has no id or no filter"]),
    ...[...groupBy(all, ({ id }) => text(id))]
      .filter(([id, same]) => id !== undefined && same.length > 1)
      .map(([id]) => `two lifecycle rules have the id ${id ?? ""}, which S3 refuses`),
    ...rules.flatMap((rule) =>
      blocks(rule["transition"])
        .filter(
          (transition) =>
            transition["storage_class"] !== "INTELLIGENT_TIERING" || number(transition["days"]) === undefined,
        )
        .map(
          (transition) =>
            `its objects move to ${String(transition["storage_class"])}, expected INTELLIGENT_TIERING, which needs no restore`,
        ),
    ),
  ];
}
