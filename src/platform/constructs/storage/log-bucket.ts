import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { policyDocument } from "../../../facts/iam";
import { keepPrivate, tlsOnly } from "./bucket-privacy";
import { type LogWriters, logDelivery } from "./log-delivery";

export interface LogBucketProps extends LogWriters {
  readonly bucketName: string;
  /** Days after which a log is deleted. */
  readonly retentionDays: number;
}

/**
 * A bucket for access logs. S3 managed keys encrypt it, since an ALB writes to no bucket with a KMS key. It does not log its own
 * requests: each log would cause another one.
 */
export class LogBucket extends Construct {
  readonly bucketName: string;
  /** Dependency of everything that logs to the bucket: AWS refuses a bucket that it cannot write to. */
  readonly ready: ITerraformDependable;

  constructor(scope: Construct, id: string, props: LogBucketProps) {
    super(scope, id);
    const bucket = new S3Bucket(this, "Resource", {
      bucket: props.bucketName,
      forceDestroy: false,
      lifecycle: { preventDestroy: true },
    });
    this.bucketName = bucket.id;
    const { beforePolicy, beforeLifecycle } = keepPrivate(this, bucket);
    new S3BucketServerSideEncryptionConfigurationA(this, "Encryption", {
      bucket: bucket.id,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
    this.ready = new S3BucketPolicy(this, "Policy", {
      bucket: bucket.id,
      policy: policyDocument([...logDelivery(bucket.arn, props), tlsOnly(bucket.arn)]),
      dependsOn: [beforePolicy],
    });
    const whole = { status: "Enabled", filter: [{}] };
    new S3BucketLifecycleConfiguration(this, "Lifecycle", {
      bucket: bucket.id,
      rule: [
        {
          ...whole,
          id: "retention",
          expiration: [{ days: props.retentionDays }],
          noncurrentVersionExpiration: [{ noncurrentDays: 1 }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 1 }],
        },
        // S3 accepts no rule with days and markers.
        { ...whole, id: "delete-markers", expiration: [{ expiredObjectDeleteMarker: true }] },
      ],
      dependsOn: [beforeLifecycle],
    });
  }
}
