/**
 * Services that deliver access logs to a bucket, as AWS calls S3: with which actions, and with
 * which keys in the request.
 *
 * An ALB's request is not known to contain a source, so a condition on one is taken as not met
 * (public reports of "Access Denied for bucket" with such a condition). Sources: guides of
 * Application and Network Load Balancers, "Enable access logs"; Amazon S3 user guide, "Enabling
 * Amazon S3 server access logging" (read 2026-11-21).
 */
interface LogWriter {
  readonly service: string;
  readonly puts: readonly string[];
  /** Actions on the bucket itself. */
  readonly reads: readonly string[];
  readonly hasSource: boolean;
  /** Canned ACL of each object. @default - none */
  readonly acl?: string;
}

export const WRITERS: Readonly<Record<"bucket" | "alb" | "nlb", LogWriter>> = {
  bucket: { service: "logging.s3.amazonaws.com", puts: ["s3:PutObject"], reads: [], hasSource: true },
  alb: {
    service: "logdelivery.elasticloadbalancing.amazonaws.com",
    puts: ["s3:PutObject"],
    reads: [],
    hasSource: false,
  },
  nlb: {
    service: "delivery.logs.amazonaws.com",
    puts: ["s3:PutObject"],
    reads: ["s3:GetBucketAcl"],
    hasSource: true,
    acl: "bucket-owner-full-control",
  },
};
