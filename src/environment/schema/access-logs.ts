import { z } from "../../base/zod";

export const accessLogsSchema = z
  .strictObject({
    retentionDays: z
      .int()
      .min(1)
      .max(3653)
      .default(365)
      .describe("Retention of the logs, in days. S3 deletes them a day later."),
  })
  .describe(
    "Access logs of the state bucket, of the model bucket and of the load balancer, in a bucket of the state layer, `<environment>-logs-<account>`. A new model bucket logs its requests, an existing one does not. An NLB logs TLS requests only, so it needs `entry.certificateArn`; an existing ALB keeps its own setting. Apply the state layer first. Default: no access logs.",
  );
