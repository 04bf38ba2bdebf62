import { type AwsLocation, bucketArn } from "../../../shared/aws/aws";
import { type PermissionOfFile } from "../../../shared/aws/permissions";

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
