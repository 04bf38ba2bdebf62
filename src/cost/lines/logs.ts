import { logWritersOf } from "../../infrastructure/log-writers";
import { type EnvironmentPlan, inLayer, type PlannedResource } from "../../terraform/environment-plan";
import { texts } from "../../terraform/stack-json";
import { type LinesOf, costLine, times } from "../line";
import SHARES from "./control-plane-logs.json";

/** Log ingestion; the volume is an assumption. */
export const logLines: LinesOf = (costing) => {
  const { plan, logGb } = costing;
  const ofFlows = new Set(
    plan.resources("aws_flow_log").map((log) => plan.target(inLayer(log, log.config.log_destination))),
  );
  return plan.resources("aws_cloudwatch_log_group").map((group) => {
    const share = shareOf(plan, group);
    const gb = Number((logGb * share).toFixed(6));
    return costLine(costing, group, {
      item: ofFlows.has(group) ? "flow logs" : "logs",
      billedAs: "AmazonCloudWatch",
      unitPrice: "logsGb",
      factors: [times(gb, "GB")],
      assumption:
        share === 1
          ? `each log group ingests ${logGb} GB a month`
          : `the log group of the control plane ingests ${gb} of ${logGb} GB a month, since audit is ${SHARES.auditShare * 100} % of all five types`,
    });
  });
};

/** The part of the volume that the types of logs of a control plane write; 1 for other log groups. */
function shareOf(plan: EnvironmentPlan, group: PlannedResource): number {
  const writer = logWritersOf(plan).find(({ groups }) =>
    groups.some(({ resource }) => resource === group),
  )?.writer;
  if (writer?.type !== "aws_eks_cluster") return 1;
  const types = texts(writer.config["enabled_cluster_log_types"]);
  const others = SHARES.others.filter((type) => types.includes(type)).length / SHARES.others.length;
  return (types.includes("audit") ? SHARES.auditShare : 0) + (1 - SHARES.auditShare) * others;
}
