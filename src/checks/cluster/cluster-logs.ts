import { texts } from "../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

/** Log types of a control plane (EKS user guide, "control-plane-logs", read 2026-11-20). */
const LOG_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

export const clusterLogs: Check = {
  ...ruleOf(TEXTS, "cluster-logs"),
  fix: `list ${LOG_TYPES.join(", ")} in cluster.logTypes, or leave the key out`,
  run: (plan, { statedOf }) =>
    plan.resources("aws_eks_cluster").flatMap((cluster) => {
      const enabled = texts(cluster.config.enabled_cluster_log_types);
      const missing = LOG_TYPES.filter((type) => !enabled.includes(type));
      const wanted = statedOf(plan.name).monitoring?.clusterLogTypes ?? LOG_TYPES;
      const found = (types: readonly string[]) =>
        combinedFinding(
          cluster,
          "control plane",
          types.length === 0 ? [] : [`it does not log ${types.join(", ")}`],
        );
      return [
        ...found(missing.filter((type) => wanted.includes(type))),
        ...found(missing.filter((type) => type === "audit" && !wanted.includes(type))).map((finding) => ({
          ...finding,
          requestedBy: "cluster.logTypes",
        })),
      ];
    }),
};
