import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { PolicyStatement } from "../../../facts/iam";

/** Settings that every bucket has; `scope` is the bucket's construct. */
export interface BucketPrivacy {
  /** S3 returns "conflicting operation" when a policy changes at the same time. */
  readonly beforePolicy: ITerraformDependable;
  /** A rule on old versions needs it. */
  readonly beforeLifecycle: ITerraformDependable;
}

/** Makes a bucket private and versioned, with all objects owned by its account. */
export function keepPrivate(scope: Construct, bucket: S3Bucket): BucketPrivacy {
  const beforeLifecycle = new S3BucketVersioningA(scope, "Versioning", {
    bucket: bucket.id,
    versioningConfiguration: { status: "Enabled" },
  });
  new S3BucketOwnershipControls(scope, "Ownership", {
    bucket: bucket.id,
    rule: { objectOwnership: "BucketOwnerEnforced" },
  });
  const beforePolicy = new S3BucketPublicAccessBlock(scope, "Privacy", {
    bucket: bucket.id,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  return { beforePolicy, beforeLifecycle };
}

/** Denies plain HTTP. */
export const tlsOnly = (arn: string): PolicyStatement => ({
  Sid: "TlsOnly",
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: [arn, `${arn}/*`],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});
