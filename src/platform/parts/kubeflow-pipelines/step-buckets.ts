import { KUBEFLOW_PIPELINES_ACTIONS } from "../../names/artifact-actions";
import { type AwsLocation, bucketArn } from "../../../shared/aws/aws";
import { type PermissionOfFile } from "../../../shared/aws/permissions";
import { type BucketOfSteps } from "./settings";

/** Statements on objects of a bucket below a prefix, and on their list. */
export function bucketPermissions(
  location: AwsLocation,
  { name, prefix, access }: BucketOfSteps,
): PermissionOfFile[] {
  const arn = bucketArn(location, name);
  return [
    {
      actions: access === "write" ? KUBEFLOW_PIPELINES_ACTIONS : ["s3:GetObject"],
      resources: [`${arn}/${prefix}*`],
    },
    {
      actions: ["s3:ListBucket"],
      resources: [arn],
      conditions: { StringLike: { "s3:prefix": `${prefix}*` } },
    },
  ];
}
