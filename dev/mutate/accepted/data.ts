import { type AcceptedSurvivors } from "./row";

/** Silent changes of databases, buckets and backups. */
export const ACCEPTED_DATA: readonly AcceptedSurvivors[] = [
  {
    address: /^aws_s3_bucket_policy\.access_logs$/,
    change: /^policy: widen Resource of NlbLogsBucket$/,
    reason: "its action is on buckets, and a policy of a bucket reaches no other one",
  },
  {
    address: /^aws_s3_bucket_policy\.access_logs$/,
    change: /^policy: remove condition (StringEquals aws:SourceAccount|ArnLike aws:SourceArn) of NlbLogs/,
    reason:
      "the other one of the two refuses the same requests: the ARN of the source of a load balancer has its account",
  },
  {
    address: /^aws_s3_bucket_policy\.access_logs$/,
    change: /^policy: remove condition StringEquals s3:x-amz-acl of NlbLogs$/,
    reason:
      "with BucketOwnerEnforced, which private-buckets requires, an ACL changes no owner and no right (Amazon S3 user guide, Controlling ownership of objects, unconfirmed)",
  },
  {
    address: /^aws_s3_bucket_logging\./,
    change: /^add target_object_key_format$/,
    reason: "it changes the names of logs below the prefix, on which the policy of the bucket admits them",
  },
];
