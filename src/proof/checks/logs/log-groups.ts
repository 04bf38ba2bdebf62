import { LOG_RETENTION_DAYS } from "../../../platform/facts/log-retention";
import { number, memoizePerPlan, combinedFinding, texts, valueOf } from "../../model/blocks";
import { addonOf } from "../../model/cluster/addons";
import { controlPlaneGroup, flowLogGroups } from "../../model/log-groups";
import { resolveReferences } from "../../model/references";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform-json/environment-plan";
import { isOwn } from "../../model/own-blocks";
import { type StatedMonitoring } from "../../model/stated/monitoring";
import { counted } from "../../../shared/messages/counted";
import { type Check } from "../check";

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
    ...writersOf(plan).flatMap(({ writer, groups }) =>
      combinedFinding(
        writer,
        "logs",
        groups
          .filter((name) => !namesOf(plan).has(name))
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

const namesOf = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlySet<string> =>
    new Set(
      plan
        .resources("aws_cloudwatch_log_group")
        .map((group) => resolveReferences(plan, valueOf(group, group.config.name))),
    ),
);

/** Log groups of the agents of the observability add-on. */
const INSIGHTS = ["application", "dataplane", "host", "performance"];

/** Resources that create their missing log groups, with the names of those groups. */
function writersOf(plan: EnvironmentPlan): { writer: PlannedResource; groups: string[] }[] {
  const clusters = plan
    .resources("aws_eks_cluster")
    .map((writer) => ({ writer, groups: [controlPlaneGroup(plan, writer)] }));
  const databases = plan.resources("aws_db_instance").map((writer) => {
    const name = resolveReferences(plan, valueOf(writer, writer.config.identifier));
    const logs = texts(writer.config.enabled_cloudwatch_logs_exports);
    return { writer, groups: logs.map((log) => `/aws/rds/instance/${name}/${log}`) };
  });
  const writer = addonOf(plan, "amazon-cloudwatch-observability")?.resource;
  if (!writer) return [...clusters, ...databases];
  const name = resolveReferences(plan, valueOf(writer, writer.config.cluster_name));
  const groups = INSIGHTS.map((each) => `/aws/containerinsights/${name}/${each}`);
  return [...clusters, ...databases, { writer, groups }];
}
