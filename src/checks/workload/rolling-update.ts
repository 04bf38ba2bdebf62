import { block, number, combinedFinding } from "../../analysis/blocks";
import { objectsOf, titleOf } from "../../analysis/kubernetes/objects";
import { type Check } from "../check";

export const rollingUpdate: Check = {
  id: "rolling-update",
  severity: "error",
  title: "a rollout starts new pods before it stops old ones",
  why: "a rollout that may remove pods reduces capacity while new pods are still starting",
  fix: "set the strategy to RollingUpdate with max_unavailable 0 and a max_surge above 0",
  source: "Kubernetes documentation, Deployments: rolling update (read 2026-11-20)",
  scannerRules: ["no-rolling-update-strategy"],
  run: (plan) =>
    objectsOf(plan)
      .ofKind("deployment")
      .flatMap((deployment) => {
        const { type = "RollingUpdate", rolling_update: rolling } = block(deployment.spec["strategy"]);
        const { max_unavailable: lost = "25%", max_surge: surge = "25%" } = block(rolling);
        return combinedFinding(deployment.resource, titleOf(deployment), [
          ...(type === "RollingUpdate" ? [] : ["a rollout stops all pods before it starts new ones"]),
          ...(number(lost) === 0 ? [] : [`max_unavailable is ${String(lost)}, expected 0`]),
          ...(number(surge) === 0 || surge === "0%" ? ["max_surge is 0, so a rollout cannot proceed"] : []),
        ]);
      }),
};
