import { type CauseTable, layerTable } from "./table";

export const STATE_CAUSES: CauseTable = {
  ...layerTable("account"),
  "state-key": { part: "account", by: { account: "policy" } },
  "state-bucket": {
    part: "account aws_s3_bucket_logging:accessLogs",
    by: {
      account: "aws_s3_bucket:bucket aws_s3_bucket_logging:target_bucket aws_s3_bucket_logging:target_prefix",
      accessLogs: "aws_s3_bucket_logging:exists",
    },
  },
  "access-logs": {
    part: "accessLogs",
    by: {
      accessLogs: "exists",
      "accessLogs.retentionDays": "rule",
      account: "bucket policy",
      region: "policy",
      "entry.type": "policy",
      "entry.certificateArn": "policy",
      "modelBucket.existingName": "policy",
    },
    shapedBy: { loggedBuckets: "policy" },
  },
  log_bucket: { part: "accessLogs", by: { accessLogs: "exists" } },
};
