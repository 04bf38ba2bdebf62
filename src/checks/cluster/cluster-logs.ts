import { texts } from "../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

/** Log types of a control plane (EKS user guide, "control-plane-logs", read 2026-11-20). */
const LOG_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

export const clusterLogs: Check = {
  ...ruleOf(TEXTS, "cluster-logs"),
  fix: `list ${LOG_TYPES.join(", ")} in enabled_cluster_log_types`,
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
