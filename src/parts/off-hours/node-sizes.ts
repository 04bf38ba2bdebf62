import { nodesOf } from "../../environment/node-groups";
import { type OffHoursSettings } from "./settings";
import { type EnvironmentConfig } from "../../environment/schema";

/** Sizes of a node group in one zone. */
export interface Sizes {
  readonly min: number;
  readonly desired: number;
  readonly max: number;
}

/** A node group of one zone, with its sizes in working hours and at rest. */
export interface ScheduledGroup {
  /** Name of the group in the file. */
  readonly group: string;
  readonly zone: string;
  /** Name in EKS. */
  readonly name: string;
  readonly working: Sizes;
  readonly resting: Sizes;
}

type NodeGroups = EnvironmentConfig["cluster"]["nodeGroups"];

/** Name of the group whose nodes keep running: the platform tolerates no taint. */
export const keptGroup = ({ keepIn }: OffHoursSettings, nodeGroups: NodeGroups): string | undefined =>
  keepIn ?? Object.entries(nodeGroups).find(([, group]) => nodesOf(group).runSystemPods)?.[0];

/**
 * Node groups of all zones, but for those in a Capacity Block, which have a time of their own. EKS accepts 0 as minimum
 * and number, and at least 1 as maximum.
 */
export function scheduledGroups(
  settings: OffHoursSettings,
  { cluster, network }: EnvironmentConfig,
): ScheduledGroup[] {
  const kept = keptGroup(settings, cluster.nodeGroups);
  const scheduled = Object.entries(cluster.nodeGroups).filter(
    ([, { capacityType }]) => capacityType !== "CAPACITY_BLOCK",
  );
  return scheduled.flatMap(([group, { zones, minPerZone, maxPerZone }]) =>
    (zones ?? network.zones).map((zone, index, all) => {
      const count = group === kept ? keptInZone(settings.keepNodes, index, all.length) : 0;
      return {
        group,
        zone,
        name: `${group}-${zone}`,
        working: { min: minPerZone, desired: minPerZone, max: maxPerZone },
        // a low maximum also limits an autoscaler that sees pods without a node
        resting: { min: count, desired: count, max: Math.max(1, count) },
      };
    }),
  );
}

/** Nodes that keep running are in all zones, from the first one on: volumes of the platform are in any of them. */
export const keptInZone = (nodes: number, index: number, zones: number): number =>
  Math.ceil(Math.max(0, nodes - index) / zones);
