import { LOG_RETENTION_DAYS } from "../../facts/log-retention";
import { flowLogGroups, logGroupsByName, logWriters } from "../../infrastructure/logs";
import { type EnvironmentPlan, type PlannedResource, valueOf } from "../../terraform/environment-plan";
import { isOwn } from "../../infrastructure/accepted-blocks";
import { counted } from "../../base/counted";
import { type Check, combinedFinding } from "../check";
import { type Stated } from "../../infrastructure/stated";
import { number } from "../../terraform/stack-json";

type StatedMonitoring = NonNullable<Stated["monitoring"]>;

export const logGroups: Check = {
  id: "log-groups",
  severity: "error",
  title:
    "every log group has a KMS key of this environment and a retention, that of the file for logs of the cluster and the VPC, including those that EKS and RDS would create",
  why: "a writer that finds no log group creates one without key or retention, and Terraform can no longer create it; logs that end early are missing in an investigation",
  fix: "create the log group here, with kms_key_id and retention_in_days",
  source:
    "Amazon EKS user guide, control-plane-logs; CloudWatch user guide, Container Insights log groups (read 2026-11-20); Amazon RDS user guide, Publishing database logs to Amazon CloudWatch Logs (unconfirmed)",
  scannerRules: ["CKV_AWS_66", "CKV_AWS_158", "AWS-0017", "CloudWatch.16"],
  run: (plan, { statedOf }) => [
    ...plan.resources("aws_cloudwatch_log_group").flatMap((group) => {
      const key = plan.target(valueOf(group, group.config.kms_key_id));
      const days = number(group.config.retention_in_days);
      return combinedFinding(group, "log group", [
        ...(key?.type === "aws_kms_key" ? [] : ["no KMS key of this environment encrypts it"]),
        ...(days !== undefined && (LOG_RETENTION_DAYS as readonly number[]).includes(days)
          ? []
          : [
              `its logs have no valid retention: retention_in_days is ${String(group.config.retention_in_days ?? "missing")}`,
            ]),
        ...statedProblems(plan, group, days, statedOf(plan.name).monitoring),
      ]);
    }),
    ...logWriters(plan).flatMap(({ writer, groups }) =>
      combinedFinding(
        writer,
        "logs",
        groups
          .filter((name) => !logGroupsByName(plan).has(name))
          .map((name) => `log group ${name} is not defined here, so the writer creates it`),
      ),
    ),
  ],
};

/** The retention of a log group that is not the owner's is a key of the file. */
function statedProblems(
  plan: EnvironmentPlan,
  group: PlannedResource,
  days: number | undefined,
  stated: StatedMonitoring | undefined,
): string[] {
  if (days === undefined || isOwn(plan, group)) return [];
  const [wanted, key] = flowLogGroups(plan).has(group)
    ? [stated?.flowLogDays, "network.flowLogs.retentionDays"]
    : [stated?.clusterLogDays, "cluster.logRetentionDays"];
  return wanted === undefined || wanted === days
    ? []
    : [`it keeps logs for ${counted(days, "day")}, expected ${wanted}, ${key} of the file`];
}
