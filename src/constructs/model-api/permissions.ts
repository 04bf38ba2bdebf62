import { type AwsLocation, bucketArn, regionalArn } from "../../core/aws";
import type { PolicyStatement } from "../../core/iam";

export interface ModelBucket {
  readonly name: string;
  /** Prefix that the pods can read; ends with `/`. */
  readonly prefix: string;
  /**
   * Key of the bucket, where the platform created it.
   *
   * @default - none; the owner of the bucket must allow the pods
   */
  readonly kmsKeyArn?: string;
}

/** AWS permissions of a model: to read its own files and its own secrets. */
export function modelStatements(
  location: AwsLocation,
  { name, prefix, kmsKeyArn }: ModelBucket,
  secrets: readonly string[],
): PolicyStatement[] {
  const bucket = bucketArn(location, name);
  return [
    { Sid: "ReadModelFiles", Effect: "Allow", Action: "s3:GetObject", Resource: `${bucket}/${prefix}*` },
    {
      Sid: "ListModelFiles",
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: bucket,
      Condition: { StringLike: { "s3:prefix": `${prefix}*` } },
    },
    ...(kmsKeyArn
      ? [{ Sid: "DecryptModelFiles", Effect: "Allow", Action: "kms:Decrypt", Resource: kmsKeyArn } as const]
      : []),
    ...(secrets.length > 0 ? [readSecrets(location, secrets)] : []),
  ];
}

/** Secrets Manager appends `-` and six random characters to each ARN. `*` would also match longer names. */
function readSecrets(location: AwsLocation, secrets: readonly string[]): PolicyStatement {
  return {
    Sid: "ReadSecrets",
    Effect: "Allow",
    Action: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
    Resource: secrets.map((secret) => regionalArn(location, "secretsmanager", `secret:${secret}-??????`)),
  };
}
