import { type Construct } from "constructs";
import { own } from "../../../base/own";
import { type Hosts } from "../../../platform/install";
import { NodeSchedules, type ScheduledNodes } from "../../../platform/node-schedules";

/**
 * EC2 ends the instances of a block from half an hour before its end on (Amazon EC2 user guide, "Work with Capacity
 * Blocks", read 2026-11-28). Until then, EKS drains a node for up to 15 minutes, and a call that failed is repeated.
 */
const STOP_BEFORE_END_MS = 60 * 60 * 1000;

/** Schedules that start the nodes of Capacity Blocks and stop them. */
export function scheduleBlocks(scope: Construct, host: Hosts["cluster"]): void {
  const { environment, location, clusterName } = host;
  const { config, names } = environment;
  const groups = blocksOf(host);
  if (groups.length === 0) return;
  new NodeSchedules(scope, "capacity-blocks", {
    location,
    account: config.account,
    name: `${names.prefix}-capacity-blocks`,
    description: "Resizes the node groups of capacity blocks at their start and before their end",
    clusterName,
    timezone: "UTC",
    groups,
  });
}

function blocksOf({ environment: { config }, nodeGroups }: Hosts["cluster"]): ScheduledNodes[] {
  return Object.entries(config.cluster.nodeGroups).flatMap(([group, { blockWindow, maxPerZone, zones }]) =>
    blockWindow
      ? (zones ?? config.network.zones).map((zone) => {
          const name = `${group}-${zone}`;
          const nodes = own(nodeGroups, name);
          if (!nodes) throw new Error(`no node group ${name} in the cluster layer`);
          const stop = Date.parse(blockWindow.end) - STOP_BEFORE_END_MS;
          return {
            group,
            zone,
            name,
            nodes,
            start: {
              expression: once(Date.parse(blockWindow.start)),
              sizes: { min: maxPerZone, desired: maxPerZone, max: maxPerZone },
            },
            stop: { expression: once(stop), sizes: { min: 0, desired: 0, max: maxPerZone } },
          };
        })
      : [],
  );
}

/** An expression of EventBridge Scheduler for one time. */
const once = (time: number): string => `at(${new Date(time).toISOString().slice(0, 19)})`;
