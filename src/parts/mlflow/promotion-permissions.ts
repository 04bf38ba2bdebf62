import { type AwsLocation, bucketArn } from "../../facts/aws";
import { type PermissionOfFile } from "../../facts/permissions";

/** Writing objects of versions, in one or several parts. None is read or deleted. */
export const versionWrites = (
  location: AwsLocation,
  bucket: string,
  models: readonly string[],
): PermissionOfFile => ({
  actions: ["s3:PutObject", "s3:AbortMultipartUpload"],
  resources: models.map((name) => `${bucketArn(location, bucket)}/${name}/*`),
});
