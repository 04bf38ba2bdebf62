import { firstFew } from "../../../base/counted";
import { onNodes } from "../../../infrastructure/capacity-shortage";
import { nodeGroups } from "../../../infrastructure/capacity-nodes";
import { restingDeployments } from "../model/replica-schedules";
import { schedulesOf, weekOf } from "../model/week";
import { at, type Check, ruleOf } from "../../../checks/check";
import TEXTS from "./texts.json";

export const autoscalerAtRest: Check = {
  ...ruleOf(TEXTS, "autoscaler-at-rest"),
  run: (plan) => {
    const stopped = restingDeployments(plan);
    const waiting = onNodes(plan).filter((each) => each.min > 0 && !each.isJob && !stopped.has(each.key));
    return nodeGroups(plan).flatMap((group) => {
      const rest = weekOf(plan, group)?.find(({ resting }) => resting)?.sizes;
      if (!group.growsAlone || !rest || schedulesOf(plan, group).length === 0 || rest.max <= rest.desired)
        return [];
      const pods = waiting.filter(({ pod }) => group.admits(pod)).map(({ name }) => name);
      return pods.length === 0
        ? []
        : [
            {
              ...at(group.resource),
              message: `at rest, an autoscaler can raise its ${rest.desired} nodes to ${rest.max} for pending pods of ${firstFew(pods, 3, ", ", " and ")}`,
            },
          ];
    });
  },
};
