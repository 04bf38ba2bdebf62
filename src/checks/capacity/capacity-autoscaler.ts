import { platform } from "../../infrastructure/capacity-platform";
import { atPeak, growsAlone, shortages, whatFits } from "../../infrastructure/capacity-shortage";
import { namesOf, type NodeGroup, nodesInWords } from "../../infrastructure/capacity-nodes";
import { type Check, at } from "../check";
import { shortageFix } from "./shortage-fix";

const FIX =
  "raise minPerZone of the node group until its nodes hold the peak, lower replicas.max of the models to what fits, or add components.cluster-autoscaler: {}; with an autoscaler of your own, set cluster.externalNodeAutoscaler";

export const capacityAutoscaler: Check = {
  id: "capacity-autoscaler",
  severity: "warning",
  measures: true,
  title:
    "the nodes that models need at their maximum replicas always run, or an autoscaler adds them (one outside of the stacks is declared, not judged)",
  why: "the maximum size of a node group is only a limit: EKS adds no nodes for pending pods",
  fix: FIX,
  source: "https://docs.aws.amazon.com/eks/latest/userguide/autoscaling.html (2026-11-20)",
  run: (plan) => {
    if (platform(plan).addsNodes) return [];
    const always = ({ floor }: NodeGroup): number => floor;
    const atMost = new Set(shortages(plan, ({ max }) => max, atPeak).map(({ groups }) => namesOf(groups)));
    return shortages(plan, always, atPeak)
      .filter(
        ({ groups }) =>
          !atMost.has(namesOf(groups)) &&
          groups.some((group) => group.max > group.floor && !growsAlone(plan, group)),
      )
      .map((shortage) => {
        const [first] = shortage.groups as [NodeGroup];
        const nodes = nodesInWords(shortage.groups, always);
        return {
          ...at(first.resource),
          ...shortageFix(shortage, FIX),
          message: `nothing adds nodes to ${namesOf(shortage.groups)}: the minimum of ${nodes} has room for ${whatFits(plan, always, shortage)}`,
        };
      });
  },
};
