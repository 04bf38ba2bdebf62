import { atPeak, shortages, whatFits } from "../../analysis/capacity/shortage";
import { type NodeGroup, namesOf, nodesInWords } from "../../analysis/cluster/node-groups";
import { type Check, at } from "../check";

export const capacityAtPeak: Check = {
  id: "capacity-at-peak",
  severity: "warning",
  title: "the most nodes hold every model at its most replicas, while a rollout adds its own pods",
  why: "pods beyond that stay Pending just when the load is highest, and a rollout at the top waits for them",
  fix: "raise maxPerZone of the node group or its instance type, or lower replicas.max",
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#max-surge (2026-11-20)",
  run: (plan) => {
    const most = ({ max }: NodeGroup): number => max;
    return shortages(plan, most, atPeak).map((shortage) => {
      const [first] = shortage.groups as [NodeGroup];
      const nodes = nodesInWords(shortage.groups, most);
      return {
        ...at(first.resource),
        message: `${nodes} (${namesOf(shortage.groups)}) are the most nodes, and hold ${whatFits(plan, most, shortage)}`,
      };
    });
  },
};
