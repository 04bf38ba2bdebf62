import { type AwsLocation, bucketArn } from "../../../../shared/aws/aws";
import { type PolicyStatement } from "../../../../shared/aws/iam";
import { type PermissionOfFile, policyStatements } from "../../../../shared/aws/permissions";
import { throughService } from "../../../constructs/identity/password-statements";

/** A file is written in one or several parts. */
const WRITES = ["s3:PutObject", "s3:AbortMultipartUpload"];

/** Statements on versions of models: each object is written, and none is read or deleted. */
export const promotionPermissions = (
  location: AwsLocation,
  bucket: string,
  models: readonly string[],
): PermissionOfFile[] => {
  if (models.length === 0) return [];
  const arn = bucketArn(location, bucket);
  return [
    { actions: WRITES, resources: models.map((name) => `${arn}/${name}/*`) },
    {
      actions: ["s3:ListBucket"],
      resources: [arn],
      conditions: { StringLike: { "s3:prefix": models.map((name) => `${name}/*`) } },
    },
  ];
};

/**
 * Permissions of the job. S3 uses the key of the bucket for it: an upload in parts needs to decrypt (Amazon S3 user guide, "Uploading and
 * copying objects using multipart upload", read 2026-11-28).
 */
export const promotionStatements = (
  location: AwsLocation,
  bucket: { readonly name: string; readonly kmsKeyArn?: string },
  models: readonly string[],
): PolicyStatement[] => [
  ...policyStatements(promotionPermissions(location, bucket.name, models)),
  ...(bucket.kmsKeyArn === undefined
    ? []
    : [
        {
          Sid: "EncryptFiles",
          Effect: "Allow" as const,
          Action: ["kms:Decrypt", "kms:GenerateDataKey"],
          Resource: bucket.kmsKeyArn,
          Condition: throughService(location, "s3"),
        },
      ]),
];
