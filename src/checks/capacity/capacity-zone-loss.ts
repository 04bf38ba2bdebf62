import { platform } from "../../analysis/capacity/platform";
import { missingInWords, shortages } from "../../analysis/capacity/shortage";
import { type NodeGroup, namesOf, nodeGroups, nodesInWords } from "../../analysis/cluster/node-groups";
import { type Check, at } from "../check";

export const capacityZoneLoss: Check = {
  id: "capacity-zone-loss",
  severity: "warning",
  title:
    "without any one zone, the nodes that are left hold the platform and every model at its fewest replicas",
  why: "two zones protect from the loss of one only where the other can take its pods",
  fix: "raise minPerZone of the node group or its instance type",
  source:
    "https://docs.aws.amazon.com/eks/latest/best-practices/reliability.html, on nodes in several zones (2026-11-20)",
  run: (plan) => {
    const always = (group: NodeGroup): number => (platform(plan).addsNodes ? group.max : group.floor);
    // What does not fit with every zone there is told of by `capacity-at-minimum`.
    if (shortages(plan, always, ({ min }) => min).length > 0) return [];
    return zones(nodeGroups(plan)).flatMap((zone) => {
      const left = (group: NodeGroup): number => Math.floor(always(group) * shareWithout(zone, group));
      return shortages(plan, left, ({ min }) => min).map((shortage) => {
        const [first] = shortage.groups as [NodeGroup];
        const nodes = nodesInWords(shortage.groups, left);
        return {
          ...at(first.resource),
          message: `without ${zone} there is ${nodes} (${namesOf(shortage.groups)}), and ${missingInWords(shortage)}`,
        };
      });
    });
  },
};

const zonesOf = ({ subnets }: NodeGroup): string[] => subnets.flatMap(({ zone }) => (zone ? [zone] : []));

function zones(groups: readonly NodeGroup[]): string[] {
  const all = [...new Set(groups.flatMap(zonesOf))];
  return all.length > 1 ? all : [];
}

/** Share of a group's nodes that stand in other zones: it spreads them evenly. */
function shareWithout(zone: string, group: NodeGroup): number {
  const own = zonesOf(group);
  return own.length === 0 ? 1 : own.filter((each) => each !== zone).length / own.length;
}
