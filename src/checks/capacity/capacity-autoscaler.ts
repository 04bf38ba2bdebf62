import { platform } from "../../analysis/capacity/platform";
import { atPeak, shortages, whatFits } from "../../analysis/capacity/shortage";
import { type NodeGroup, namesOf, nodesInWords } from "../../analysis/cluster/node-groups";
import { type Check, at } from "../check";

export const capacityAutoscaler: Check = {
  id: "capacity-autoscaler",
  severity: "warning",
  title: "where models at their most replicas need more nodes than always run, something adds them",
  why: "a node group's largest size is only a bound: EKS adds no node for pods that wait",
  fix: "run an autoscaler for nodes, or raise minPerZone of the node group until its nodes hold the peak",
  source: "https://docs.aws.amazon.com/eks/latest/userguide/autoscaling.html (2026-11-20)",
  run: (plan) => {
    if (platform(plan).addsNodes) return [];
    const always = ({ floor }: NodeGroup): number => floor;
    const atMost = new Set(shortages(plan, ({ max }) => max, atPeak).map(({ groups }) => namesOf(groups)));
    return shortages(plan, always, atPeak)
      .filter(({ groups }) => !atMost.has(namesOf(groups)) && groups.some(({ max, floor }) => max > floor))
      .map((shortage) => {
        const [first] = shortage.groups as [NodeGroup];
        const nodes = nodesInWords(shortage.groups, always);
        return {
          ...at(first.resource),
          message: `nothing adds nodes to ${namesOf(shortage.groups)}: ${nodes} stay, and hold ${whatFits(plan, always, shortage)}`,
        };
      });
  },
};
