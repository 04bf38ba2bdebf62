import { type AwsLocation, bucketArn, regionalArn } from "../../core/aws";
import type { PolicyStatement } from "../../core/iam";

export interface ModelBucket {
  readonly name: string;
  /** Prefix that the pods may read; ends with `/`. */
  readonly prefix: string;
  /** Key that encrypts the bucket, where the platform made it. @default - whoever made the bucket admits the pods */
  readonly kmsKeyArn?: string;
}

/** What a model may do in AWS: read its own files and its own secrets. */
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

/** Secrets Manager ends each ARN with `-` and six random characters; `*` would admit longer names, too. */
function readSecrets(location: AwsLocation, secrets: readonly string[]): PolicyStatement {
  return {
    Sid: "ReadSecrets",
    Effect: "Allow",
    Action: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
    Resource: secrets.map((secret) => regionalArn(location, "secretsmanager", `secret:${secret}-??????`)),
  };
}
