import { inLayer } from "../../terraform/environment-plan";
import { type LinesOf, costLine, times } from "../line";

/** Log ingestion; the volume is an assumption. */
export const logLines: LinesOf = (costing) => {
  const { plan, logGb } = costing;
  const ofFlows = new Set(
    plan.resources("aws_flow_log").map((log) => plan.target(inLayer(log, log.config.log_destination))),
  );
  return plan.resources("aws_cloudwatch_log_group").map((group) =>
    costLine(costing, group, {
      item: ofFlows.has(group) ? "flow logs" : "logs",
      billedAs: "AmazonCloudWatch",
      unitPrice: "logsGb",
      factors: [times(logGb, "GB")],
      assumption: `each log group ingests ${logGb} GB a month`,
    }),
  );
};
