import { platform } from "../../analysis/capacity/platform";
import { missingInWords, shortages } from "../../analysis/capacity/shortage";
import { type NodeGroup, namesOf, nodesInWords } from "../../analysis/cluster/node-groups";
import { type Check, at } from "../check";

export const capacityAtMinimum: Check = {
  id: "capacity-at-minimum",
  severity: "error",
  title: "the nodes that always run hold the platform and every model at its fewest replicas",
  why: "pods that find no room right after an apply stay Pending: the model never answers, or Helm rolls back",
  fix: "raise minPerZone of the node group or its instance type, or lower replicas.min or the requests",
  source: "https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/ (2026-11-20)",
  // The pod that a rollout adds is not counted: where it finds no room, the old version goes on answering.
  // `capacity-at-peak` and `capacity-autoscaler` say so.
  run: (plan) => {
    // Something that adds nodes makes room up to the most that a group may have.
    const nodes = (group: NodeGroup): number => (platform(plan).addsNodes ? group.max : group.floor);
    return shortages(plan, nodes, ({ min }) => min).map((shortage) => {
      const [first] = shortage.groups as [NodeGroup];
      const all = nodesInWords(shortage.groups, nodes);
      return {
        ...at(first.resource),
        message: `with ${all} (${namesOf(shortage.groups)}) and every model at its fewest replicas, ${missingInWords(shortage)}`,
      };
    });
  },
};
