import { firstFew, growsAlone, onNodes } from "../../../infrastructure/capacity-shortage";
import { isJob, keyOf } from "../../../infrastructure/kubernetes-workloads";
import { placeable } from "../../../infrastructure/capacity-placement";
import { nodeGroups } from "../../../infrastructure/capacity-nodes";
import { restingDeployments } from "../model/replica-schedules";
import { schedulesOf, weekOf } from "../model/week";
import { at, type Check } from "../../../checks/check";

export const autoscalerAtRest: Check = {
  id: "autoscaler-at-rest",
  after: "release-known",
  severity: "warning",
  measures: true,
  title: "no node autoscaler starts nodes again that schedules have stopped",
  why: "models keep their replicas at rest, and an autoscaler adds nodes for their pending pods, up to the maximum that the schedules leave",
  fix: "remove components.off-hours or the autoscaler, or let a job scale each model to zero before the nodes stop",
  source: "Kubernetes autoscaler FAQ, on pending pods and the minimum size of a group (2026-11-22)",
  run: (plan) => {
    const stopped = restingDeployments(plan);
    const waiting = onNodes(plan).filter((each) => each.min > 0 && !isJob(each) && !stopped.has(keyOf(each)));
    return nodeGroups(plan).flatMap((group) => {
      const rest = weekOf(plan, group)?.find(({ resting }) => resting)?.sizes;
      if (
        !growsAlone(plan, group) ||
        !rest ||
        schedulesOf(plan, group).length === 0 ||
        rest.max <= rest.desired
      )
        return [];
      const pods = waiting.filter(({ pod }) => placeable(pod, group)).map(({ name }) => name);
      return pods.length === 0
        ? []
        : [
            {
              ...at(group.resource),
              message: `at rest, an autoscaler can raise its ${rest.desired} nodes to ${rest.max} for pending pods of ${firstFew(pods)}`,
            },
          ];
    });
  },
};
