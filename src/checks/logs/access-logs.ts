import { type Logger, logBucketsOf, loggersOf } from "../../infrastructure/access-logs";
import { block } from "../../terraform/stack-json";
import { type EnvironmentPlan, type PlannedResource, valueOf } from "../../terraform/environment-plan";
import { type Check, combinedFinding } from "../check";

export const accessLogs: Check = {
  id: "access-logs",
  severity: "error",
  title:
    "with access logs, every bucket and every load balancer logs its requests to a bucket of this environment",
  why: "the requests that are missing in the logs are those that an investigation needs, and nothing reports that they are missing",
  fix: "let it log to the bucket for access logs, or remove accessLogs from the environment's file",
  source:
    "Amazon S3 user guide, Enabling server access logging; guides of Application and Network Load Balancers, Enable access logs (read 2026-11-21)",
  scannerRules: ["CKV_AWS_18", "CKV_AWS_91", "AWS-0089", "S3.9", "ELB.5"],
  run: (plan) => {
    const kept = logBucketsOf(plan);
    const loggers = loggersOf(plan);
    const elsewhere = loggers.flatMap(({ resource, connectionsTo }) =>
      connectionsTo && !connectionsTo.bucket
        ? combinedFinding(resource, "access logs", [
            `it logs its connections to ${connectionsTo.bucketName || "(none)"}, which is no bucket of this environment`,
          ])
        : [],
    );
    if (kept.size === 0 && loggers.every(({ to }) => to === undefined)) return elsewhere;
    return loggers
      .filter(({ resource }) => !kept.has(resource))
      .flatMap((logger) => combinedFinding(logger.resource, "access logs", problems(plan, logger)))
      .concat(
        elsewhere,
        loggers
          .filter(({ resource, to }) => kept.has(resource) && to !== undefined)
          .flatMap(({ resource }) =>
            combinedFinding(resource, "access logs", ["it logs its own logs: each log causes another one"]),
          ),
      );
  },
};

function problems(plan: EnvironmentPlan, { kind, canLog, to }: Logger): string[] {
  if (to === undefined) return canLog ? ["it does not log its requests"] : [];
  if (to.bucket === undefined)
    return [`it logs to ${to.bucketName || "(none)"}, which is no bucket of this environment`];
  const algorithm = kind === "alb" ? algorithmOf(plan, to.bucket) : "AES256";
  return [
    ...(canLog ? [] : ["it has no TLS listener, so it logs nothing"]),
    ...(algorithm === "AES256"
      ? []
      : [`an ALB writes only to a bucket with AES256, and ${to.bucketName} has ${algorithm}`]),
  ];
}

function algorithmOf(plan: EnvironmentPlan, bucket: PlannedResource): string {
  const settings = plan
    .resources("aws_s3_bucket_server_side_encryption_configuration")
    .find((each) => plan.target(valueOf(each, each.config.bucket)) === bucket);
  const rule = block(block(settings?.config.rule).apply_server_side_encryption_by_default);
  // S3 encrypts every bucket without a setting by AES256
  return String(rule.sse_algorithm ?? "AES256");
}
