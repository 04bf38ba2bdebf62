import { groupBy, number, combinedFinding, text, valueOf } from "../../model/blocks";
import { type Check } from "../check";

export const flowLogs: Check = {
  id: "flow-logs",
  severity: "error",
  title: "VPC flow logs record all traffic, accepted and rejected",
  why: "a missing rule shows only as a rejected packet",
  fix: 'add aws_flow_log with traffic_type = "ALL" and a log group',
  source: "Amazon VPC user guide, Logging IP traffic using VPC Flow Logs (read 2026-11-20)",
  scannerRules: ["CKV2_AWS_11", "AWS-0178", "EC2.6"],
  run: (plan) => {
    const logs = groupBy(plan.resources("aws_flow_log"), (log) =>
      plan.target(valueOf(log, log.config["vpc_id"])),
    );
    return plan.resources("aws_vpc").flatMap((vpc) => {
      const [log] = logs.get(vpc) ?? [];
      if (!log) return combinedFinding(vpc, "flow logs", ["no flow log records its traffic"]);
      const interval = number(log.config["max_aggregation_interval"]) ?? 600;
      const destination = text(log.config["log_destination_type"]) ?? "cloud-watch-logs";
      return combinedFinding(log, "flow logs", [
        ...(log.config["traffic_type"] === "ALL"
          ? []
          : [`they record ${String(log.config["traffic_type"] ?? "no")} traffic, expected ALL`]),
        ...(interval === 60 || interval === 600
          ? []
          : [`max_aggregation_interval is ${interval}, expected 60 or 600`]),
        ...(["cloud-watch-logs", "s3", "kinesis-data-firehose"].includes(destination)
          ? []
          : [`their destination is ${destination}, expected cloud-watch-logs, s3 or kinesis-data-firehose`]),
      ]);
    });
  },
};
