import { number } from "../../../terraform/stack-json";
import { atPeak, nodesFor } from "../../../infrastructure/capacity-shortage";
import { type NodeGroup, nodeGroups } from "../../../infrastructure/capacity-nodes";
import { clusterAutoscalers } from "./cluster-autoscalers";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { type Check, at, ruleOf } from "../../../checks/check";
import { counted } from "../../../base/counted";
import TEXTS from "./texts.json";

export const autoscalerLimit: Check = {
  ...ruleOf(TEXTS, "autoscaler-limit"),
  run: (plan) =>
    clusterAutoscalers(plan).flatMap(({ release, args }) => {
      const limit = number(args["max-nodes-total"]);
      if (limit === undefined || limit >= sumOf(nodeGroups(plan), ({ max }) => max)) return [];
      const needed = nodesNeeded(plan);
      return needed <= limit
        ? []
        : [
            {
              ...at(release.resource),
              message: `max-nodes-total is ${limit}, and every model at its maximum replicas needs ${counted(needed, "node")}`,
            },
          ];
    }),
};

const sumOf = (groups: readonly NodeGroup[], of: (group: NodeGroup) => number): number =>
  groups.reduce((sum, group) => sum + of(group), 0);

/** Nodes that hold all pods, or all maximums if these do not; another choice of groups can need fewer. */
function nodesNeeded(plan: EnvironmentPlan): number {
  const { nodesOf } = nodesFor(plan, atPeak, ({ min, max }) => ({ least: min, most: max }));
  return sumOf(nodeGroups(plan), nodesOf);
}
