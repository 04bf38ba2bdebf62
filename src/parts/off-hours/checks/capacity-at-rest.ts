import { isJob, keyOf, type Workload } from "../../../infrastructure/kubernetes-workloads";
import { missingInWords, shortages } from "../../../infrastructure/capacity-shortage";
import { namesOf, type NodeGroup, nodesInWords } from "../../../infrastructure/capacity-nodes";
import { nodesAtRest } from "../model/at-rest";
import { restingDeployments } from "../model/replica-schedules";
import { at, type Check } from "../../../checks/check";

export const capacityAtRest: Check = {
  id: "capacity-at-rest",
  after: "capacity-at-peak",
  severity: "error",
  measures: true,
  title:
    "the nodes that keep running outside of working hours hold the platform and all pods that no schedule stops",
  why: "without room for CoreDNS or a controller, an apply at night is refused by webhooks of pending pods; servers such as MLflow and Kubeflow Pipelines take the same nodes",
  fix: "raise components.off-hours.keepNodes, or name a node group of larger instances with keepIn",
  source: "https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/ (2026-11-22)",
  run: (plan) => {
    const rest = nodesAtRest(plan);
    // The check `webhooks-at-rest` reports that no node runs.
    if (!rest || rest.total === 0) return [];
    const stopped = restingDeployments(plan);
    const runs = (workload: Workload): number =>
      isJob(workload) || stopped.has(keyOf(workload)) ? 0 : workload.min;
    return shortages(plan, rest.of, runs).map((shortage) => {
      const [first] = shortage.groups.filter((group) => rest.of(group) > 0);
      const kept = shortage.groups.filter((group) => rest.of(group) > 0);
      const [other] = shortage.groups as [NodeGroup];
      return {
        ...at((first ?? other).resource),
        message: `with ${kept.length > 0 ? `${nodesInWords(kept, rest.of)} (${namesOf(kept)})` : "no node that they can run on"} outside of working hours, ${missingInWords(shortage)}`,
      };
    });
  },
};
