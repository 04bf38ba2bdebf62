import { LOG_RETENTION_DAYS } from "../../facts/log-retention";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";
import { isOwn } from "../../infrastructure/accepted-blocks";
import { counted } from "../../base/counted";
import { type Check, combinedFinding, ruleOf } from "../check";
import { type Stated } from "../../infrastructure/stated";
import { number } from "../../terraform/stack-json";
import TEXTS from "./texts.json";
import { blockFindings } from "../runner/block-findings";
import { logWritersOf } from "../../infrastructure/log-writers";
import { flowLogGroups } from "./flow-logs";

type StatedMonitoring = NonNullable<Stated["monitoring"]>;

export const logGroups: Check = {
  ...ruleOf(TEXTS, "log-groups"),
  run: (plan, { statedOf }) => [
    ...plan.resources("aws_cloudwatch_log_group").flatMap((group) => {
      const key = plan.target(inLayer(group, group.config.kms_key_id));
      const days = number(group.config.retention_in_days);
      const noRetention = `its logs have no valid retention: retention_in_days is ${String(group.config.retention_in_days ?? "missing")}`;
      return blockFindings(plan, group, "log group", [
        ...(key?.type === "aws_kms_key" ? [] : ["no KMS key of this environment encrypts it"]),
        ...(days !== undefined && (LOG_RETENTION_DAYS as readonly number[]).includes(days)
          ? []
          : [days === undefined ? { convention: noRetention } : noRetention]),
        ...statedProblems(plan, group, days, statedOf(plan.name).monitoring),
      ]);
    }),
    ...logWritersOf(plan).flatMap(({ writer, groups }) =>
      combinedFinding(
        writer,
        "logs",
        groups
          .filter(({ resource }) => resource === undefined)
          .map(({ name }) => `log group ${name} is not defined here, so the writer creates it`),
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
