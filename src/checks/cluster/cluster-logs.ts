import { texts } from "../../terraform/stack-json";
import { type Check, combinedFinding } from "../check";

/** Log types of a control plane (EKS user guide, "control-plane-logs", read 2026-11-20). */
const LOG_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

export const clusterLogs: Check = {
  id: "cluster-logs",
  severity: "error",
  title: "the control plane writes all five log types",
  why: "an incident cannot be investigated without logs",
  fix: `list ${LOG_TYPES.join(", ")} in enabled_cluster_log_types`,
  source: "Amazon EKS user guide, Send control plane logs to CloudWatch Logs (read 2026-11-20)",
  scannerRules: ["CKV_AWS_37", "AWS-0038", "EKS.8", "CIS EKS 2.1.1"],
  run: (plan) =>
    plan.resources("aws_eks_cluster").flatMap((cluster) => {
      const enabled = texts(cluster.config.enabled_cluster_log_types);
      const missing = LOG_TYPES.filter((type) => !enabled.includes(type));
      return combinedFinding(
        cluster,
        "control plane",
        missing.length === 0 ? [] : [`it does not log ${missing.join(", ")}`],
      );
    }),
};
