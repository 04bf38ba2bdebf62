import { accessLogsOf, type Logger } from "../../infrastructure/access-logs";
import { block } from "../../terraform/stack-json";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const accessLogs: Check = {
  ...ruleOf(TEXTS, "access-logs"),
  run: (plan) => {
    const { buckets: kept, loggers } = accessLogsOf(plan);
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
      .flatMap((logger) => combinedFinding(logger.resource, "access logs", loggerProblems(plan, logger)))
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

function loggerProblems(plan: EnvironmentPlan, { kind, canLog, to }: Logger): string[] {
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
    .find((each) => plan.target(inLayer(each, each.config.bucket)) === bucket);
  const rule = block(block(settings?.config.rule).apply_server_side_encryption_by_default);
  // S3 encrypts every bucket without a setting by AES256
  return String(rule.sse_algorithm ?? "AES256");
}
