import { atPeak, shortages, whatFits } from "../../model/capacity/shortage";
import { type NodeGroup, namesOf, nodesInWords } from "../../model/cluster/node-groups";
import { type Check, at } from "../check";
import { shortageFix } from "./shortage-fix";

const FIX = "raise maxPerZone of the node group, choose a larger instance type, or lower replicas.max";

export const capacityAtPeak: Check = {
  id: "capacity-at-peak",
  severity: "warning",
  measures: true,
  title: "the maximum number of nodes holds every model at its maximum replicas, including surge pods",
  why: "further pods stay Pending when the load is highest, and a rollout at that load waits for them",
  fix: FIX,
  source: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#max-surge (2026-11-20)",
  run: (plan) => {
    const most = ({ max }: NodeGroup): number => max;
    return shortages(plan, most, atPeak).map((shortage) => {
      const [first] = shortage.groups as [NodeGroup];
      const nodes = nodesInWords(shortage.groups, most);
      return {
        ...at(first.resource),
        ...shortageFix(shortage, FIX),
        message: `at most ${nodes} (${namesOf(shortage.groups)}) run, with room for ${whatFits(plan, most, shortage)}`,
      };
    });
  },
};
