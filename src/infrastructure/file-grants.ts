import { bucketArn, serviceDomain } from "../facts/aws";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { homeOf } from "./text-references";
import { bucketKeys } from "./bucket-keys";
import { type Grant, conditionText, grant, throughService } from "./held-grants";

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
