import { groupBy } from "../base/group-by";
import { type AwsLocation, bucketArn, regionalArn, serviceDomain } from "../facts/aws";
import type { PolicyStatement } from "../facts/iam";
import { type PermissionOfFile, policyStatements } from "../facts/permissions";
import type { ModelSecret } from "./models/secrets";
import { type ModelBucket } from "./models/model-bucket";

/** AWS permissions of a model: to read its own files and its own secrets, with the keys that encrypt them, and those of the file. */
export function modelStatements(
  location: AwsLocation,
  { name, prefix, manifest, kmsKeyArn }: ModelBucket,
  secrets: readonly ModelSecret[],
  permissions: readonly PermissionOfFile[] = [],
): PolicyStatement[] {
  const bucket = bucketArn(location, name);
  const files = `${bucket}/${prefix}*`;
  const read = manifest === undefined ? [files] : [files, `${bucket}/${manifest}`];
  return [
    {
      Sid: "ReadModelFiles",
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: manifest === undefined ? files : read,
    },
    {
      Sid: "ListModelFiles",
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: bucket,
      Condition: { StringLike: { "s3:prefix": `${prefix}*` } },
    },
    ...(kmsKeyArn
      ? [
          decrypt("DecryptModelFiles", kmsKeyArn, location, "s3", {
            // S3 sends the ARN of the bucket if the object has a bucket key, and the ARN of the object otherwise.
            "kms:EncryptionContext:aws:s3:arn": [bucket, ...read],
          }),
        ]
      : []),
    ...(secrets.length > 0 ? [readSecrets(location, secrets)] : []),
    ...decryptSecrets(location, secrets),
    ...policyStatements(permissions),
  ];
}

/** Secrets Manager appends `-` and six random characters to each ARN. `*` would also match longer names. */
const secretArn = (location: AwsLocation, { name }: ModelSecret): string =>
  regionalArn(location, "secretsmanager", `secret:${name}-??????`);

const readSecrets = (location: AwsLocation, secrets: readonly ModelSecret[]): PolicyStatement => ({
  Sid: "ReadSecrets",
  Effect: "Allow",
  Action: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
  Resource: secrets.map((secret) => secretArn(location, secret)),
});

/** One statement for each key. The default key `aws/secretsmanager` needs none: its policy allows the whole account. */
function decryptSecrets(location: AwsLocation, secrets: readonly ModelSecret[]): PolicyStatement[] {
  const byKey = groupBy(secrets, ({ kmsKeyArn }) => kmsKeyArn ?? "");
  byKey.delete("");
  return [...byKey].map(([key, all], index) =>
    decrypt(`DecryptSecrets${index === 0 ? "" : index + 1}`, key, location, "secretsmanager", {
      "kms:EncryptionContext:SecretARN": all.map((secret) => secretArn(location, secret)),
    }),
  );
}

/**
 * Decryption by a service on behalf of the pods, for data with these ARNs only. The service calls KMS itself, so pods
 * need no endpoint for KMS.
 *
 * Sources: Amazon S3 user guide, "Reducing the cost of SSE-KMS with Amazon S3 Bucket Keys"; AWS Secrets Manager user
 * guide, "Secret encryption and decryption"; AWS KMS developer guide, "kms:ViaService" (2026-11-21). The keys of the
 * encryption contexts are not confirmed by a source that was read again.
 */
function decrypt(
  sid: string,
  key: string,
  location: AwsLocation,
  service: "s3" | "secretsmanager",
  context: Readonly<Record<string, readonly string[]>>,
): PolicyStatement {
  const condition = { ...throughService(location, service), StringLike: context };
  return { Sid: sid, Effect: "Allow", Action: "kms:Decrypt", Resource: key, Condition: condition };
}

/** Condition of a key of KMS that only a service uses, on behalf of the role. */
export const throughService = (location: AwsLocation, service: string) => ({
  StringEquals: { "kms:ViaService": `${service}.${location.region}.${serviceDomain(location)}` },
});
