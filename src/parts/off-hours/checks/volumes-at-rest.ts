import { type NodeGroup } from "../../../infrastructure/capacity-nodes";
import { nodesAtRest, type NodesAtRest } from "../model/at-rest";
import { weekOf } from "../model/week";
import { type ZonalVolume, zonalVolumesOf, zonesOfGroup } from "../model/zonal-volumes";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { at, type Check, ruleOf } from "../../../checks/check";
import TEXTS from "./texts.json";

export const volumesAtRest: Check = {
  ...ruleOf(TEXTS, "volumes-at-rest"),
  run: (plan) => {
    const rest = nodesAtRest(plan);
    // Without any node, nothing runs: `webhooks-at-rest` reports it, and there is no alarm on the heartbeat.
    if (!rest || rest.total === 0) return [];
    return zonalVolumesOf(plan).flatMap((volume) => {
      const missing = zonesWithoutNode(plan, rest, volume);
      if (missing.length === 0) return [];
      const kept = volume.zones.filter((zone) => !missing.includes(zone));
      return [
        {
          ...at(volume.claim.resource),
          message: `the volume of ${volume.claim.name} can be in ${volume.zones.join(" or ")}, and outside of working hours its pod has nodes in ${kept.join(" and ") || "none of these zones"} only`,
          fix: `set components.off-hours.keepNodes to ${volume.zones.length} or more, so that each zone keeps a node`,
        },
      ];
    });
  },
};

function zonesWithoutNode(plan: EnvironmentPlan, rest: NodesAtRest, { homes, zones }: ZonalVolume): string[] {
  return zones.filter(
    (zone) =>
      !homes.some(
        (group) =>
          zonesOfGroup(group).includes(zone) &&
          (nodesInEachZone(group, rest.of(group)) > 0 || canBeAdded(plan, group)),
      ),
  );
}

/** EC2 Auto Scaling keeps the zones of a group in balance, so fewer nodes than zones leave any of them without one. */
const nodesInEachZone = (group: NodeGroup, nodes: number): number =>
  Math.floor(nodes / Math.max(1, zonesOfGroup(group).length));

/** Whether an autoscaler adds a node for a pending pod, also at rest. It knows the zone of a group that has only one. */
function canBeAdded(plan: EnvironmentPlan, group: NodeGroup): boolean {
  const most = weekOf(plan, group)?.map(({ sizes }) => sizes.max) ?? [0];
  return group.growsAlone && zonesOfGroup(group).length === 1 && Math.min(...most) > 0;
}
