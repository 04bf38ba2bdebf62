import { groupBy } from "../../base/group-by";
import { platform } from "../../infrastructure/capacity-platform";
import { shortages } from "../../infrastructure/capacity-shortage";
import { groupNames, type NodeGroup, nodeGroups, nodesInWords } from "../../infrastructure/capacity-nodes";
import { type Check, at, ruleOf } from "../check";
import { shortageFix } from "./shortage-fix";
import TEXTS from "./texts.json";

export const capacityZoneLoss: Check = {
  ...ruleOf(TEXTS, "capacity-zone-loss"),
  run: (plan) => {
    const always = (group: NodeGroup): number => (platform(plan).addsNodes ? group.max : group.floor);
    // `capacity-at-minimum` reports a shortage with all zones.
    if (shortages(plan, always, ({ min }) => min).length > 0) return [];
    const losses = zones(nodeGroups(plan)).flatMap((zone) => {
      const left = (group: NodeGroup): number => Math.floor(always(group) * shareWithout(zone, group));
      return shortages(plan, left, ({ min }) => min).map((shortage) => {
        const [first] = shortage.groups as [NodeGroup];
        const nodes = nodesInWords(shortage.groups, left);
        const rest = `with ${nodes} left (${groupNames(shortage.groups)}), ${shortage.inWords}`;
        return {
          zone,
          rest,
          place: { ...at(first.resource), ...shortageFix(shortage, TEXTS["capacity-zone-loss"].fix) },
        };
      });
    });
    // Zones with equal nodes have one cause.
    return [...groupBy(losses, ({ rest }) => rest)].map(([rest, equal]) => ({
      ...(equal[0] as (typeof losses)[number]).place,
      message: `without ${equal.map(({ zone }) => zone).join(" or ")}, ${rest}`,
    }));
  },
};

const zonesOf = ({ subnets }: NodeGroup): string[] => subnets.flatMap(({ zone }) => (zone ? [zone] : []));

function zones(groups: readonly NodeGroup[]): string[] {
  const all = [...new Set(groups.flatMap(zonesOf))];
  return all.length > 1 ? all : [];
}

/** Share of a group's nodes in other zones. A group spreads its nodes evenly. */
function shareWithout(zone: string, group: NodeGroup): number {
  const own = zonesOf(group);
  return own.length === 0 ? 1 : own.filter((each) => each !== zone).length / own.length;
}
