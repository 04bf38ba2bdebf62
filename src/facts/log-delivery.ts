/**
 * AWS services that write access logs into a bucket.
 *
 * An ALB: Application Load Balancer guide, "Enable access logs": encryption with S3 managed keys only. In regions before August
 * 2022, the accounts of Elastic Load Balancing are an older way. An NLB: Network Load Balancer guide, "Enable access logs":
 * TLS requests only. S3: Amazon S3 user guide, "Enabling Amazon S3 server access logging" (all read 2026-11-21).
 */
export const LOG_WRITERS = {
  alb: "logdelivery.elasticloadbalancing.amazonaws.com",
  nlb: "delivery.logs.amazonaws.com",
  s3: "logging.s3.amazonaws.com",
} as const;
