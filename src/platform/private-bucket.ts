import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { bucketLogs } from "./names/access-logs";
import { type PolicyStatement, policyDocument } from "../facts/iam";
import { keepPrivate, tlsOnly } from "./constructs/storage/bucket-privacy";

/** Retention of old versions of a state, in days: time to notice a corrupt one and restore an older one. */
const NONCURRENT_DAYS = 90;

interface PrivateBucketProps {
  readonly bucketName: string;
  readonly kmsKeyArn: string;
  /** Folder whose objects, with their old versions, expire after a day. @default - none */
  readonly temporaryFolder?: string;
  /** Moves objects between storage tiers by access: for large files that are rarely read. @default false */
  readonly intelligentTiering?: boolean;
  /** Bucket that S3 logs each request to, and its readiness in the same stack. @default - no logs */
  readonly logs?: { readonly bucketName: string; readonly ready?: ITerraformDependable };
}

/**
 * A bucket for irreplaceable or confidential data: private, versioned, KMS-encrypted, TLS only, and with
 * `prevent_destroy`.
 */
export class PrivateBucket extends Construct {
  readonly arn: string;
  readonly bucketName: string;

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    const bucket = new S3Bucket(this, "Resource", {
      bucket: props.bucketName,
      forceDestroy: false,
      lifecycle: { preventDestroy: true },
    });
    this.arn = bucket.arn;
    this.bucketName = bucket.id;

    const { beforePolicy, beforeLifecycle } = keepPrivate(this, bucket);
    new S3BucketServerSideEncryptionConfigurationA(this, "Encryption", {
      bucket: bucket.id,
      rule: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: props.kmsKeyArn },
          bucketKeyEnabled: true,
        },
      ],
    });
    new S3BucketPolicy(this, "Policy", {
      bucket: bucket.id,
      policy: policyDocument(bucketPolicy(bucket.arn)),
      dependsOn: [beforePolicy],
    });
    new S3BucketLifecycleConfiguration(this, "Lifecycle", {
      bucket: bucket.id,
      rule: [
        {
          id: "old-versions",
          status: "Enabled",
          filter: [{}],
          noncurrentVersionExpiration: [{ noncurrentDays: NONCURRENT_DAYS }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
          ...(props.intelligentTiering
            ? { transition: [{ days: 0, storageClass: "INTELLIGENT_TIERING" }] }
            : {}),
        },
        ...(props.temporaryFolder === undefined ? [] : temporaryRules(props.temporaryFolder)),
      ],
      dependsOn: [beforeLifecycle],
    });
    if (props.logs) {
      new S3BucketLoggingA(this, "Logging", {
        bucket: bucket.id,
        targetBucket: props.logs.bucketName,
        targetPrefix: bucketLogs(props.bucketName),
        ...(props.logs.ready ? { dependsOn: [props.logs.ready] } : {}),
      });
    }
  }
}

/**
 * Expiry of the objects in a folder. In a versioned bucket an expired object becomes an old version behind a delete marker,
 * so both expire too. S3 accepts no rule with days and markers.
 */
function temporaryRules(folder: string): S3BucketLifecycleConfigurationRule[] {
  const rule = (id: string): Pick<S3BucketLifecycleConfigurationRule, "id" | "status" | "filter"> => ({
    id,
    status: "Enabled",
    filter: [{ prefix: `${folder}/` }],
  });
  return [
    {
      ...rule(folder),
      expiration: [{ days: 1 }],
      noncurrentVersionExpiration: [{ noncurrentDays: 1 }],
      abortIncompleteMultipartUpload: [{ daysAfterInitiation: 1 }],
    },
    { ...rule(`${folder}-delete-markers`), expiration: [{ expiredObjectDeleteMarker: true }] },
  ];
}

/**
 * Denies plain HTTP and encryption other than KMS. The policy contains the algorithm and not the key: a
 * writer that names the key by alias would not match the key's ARN.
 */
function bucketPolicy(arn: string): PolicyStatement[] {
  return [
    tlsOnly(arn),
    {
      Sid: "KmsOnly",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:PutObject",
      Resource: `${arn}/*`,
      Condition: {
        StringNotEquals: { "s3:x-amz-server-side-encryption": "aws:kms" },
        // Without an encryption header, S3 uses the bucket's default, which is this key.
        Null: { "s3:x-amz-server-side-encryption": "false" },
      },
    },
  ];
}
