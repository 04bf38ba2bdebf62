import { type AwsLocation, bucketArn } from "../../facts/aws";
import { type PermissionOfFile } from "../../facts/permissions";
import { type BucketOfSteps } from "./settings";
import { KUBEFLOW_PIPELINES_ACTIONS } from "./artifact-actions";
import { type Part } from "../../platform/contract";

type BucketCalls = Part["contributes"]["bucketCalls"][number];

const objects = (location: AwsLocation, { name, prefix, access }: BucketOfSteps): BucketCalls => ({
  actions: access === "write" ? KUBEFLOW_PIPELINES_ACTIONS : ["s3:GetObject"],
  resources: [`${bucketArn(location, name)}/${prefix}*`],
});

const list = (location: AwsLocation, { name }: BucketOfSteps): BucketCalls => ({
  actions: ["s3:ListBucket"],
  resources: [bucketArn(location, name)],
});

/** Calls on objects of a bucket below a prefix, and on its list. */
export const bucketCalls = (location: AwsLocation, bucket: BucketOfSteps): BucketCalls[] => [
  objects(location, bucket),
  list(location, bucket),
];

/** Statements on objects of a bucket below a prefix, and on their list. */
export const stepBucketPermissions = (location: AwsLocation, bucket: BucketOfSteps): PermissionOfFile[] => [
  objects(location, bucket),
  { ...list(location, bucket), conditions: { StringLike: { "s3:prefix": `${bucket.prefix}*` } } },
];
