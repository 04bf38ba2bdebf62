import { ADDRESSES_PER_PREFIX } from "../../facts/instance-capacity";
import { atPeak, demandsOf, emptyNode } from "../../infrastructure/capacity-shortage";
import { type NodeGroup } from "../../infrastructure/capacity-nodes";
import { addressing } from "../../infrastructure/cni";
import { type EnvironmentPlan } from "../../terraform/environment-plan";

/** Addresses of one node in its subnet, with as many pods as it can run. */
export interface NodeAddresses {
  /** One for each interface, and one for each pod if the CNI assigns single addresses. */
  readonly addresses: number;
  /** Blocks of 16 addresses, if the CNI assigns prefixes. */
  readonly prefixes: number;
}

/** Undefined if the size of the group's instance types is unknown. */
export function nodeAddresses(plan: EnvironmentPlan, group: NodeGroup): NodeAddresses | undefined {
  const { node } = group;
  if (!node) return undefined;
  const pods = mostPods(plan, group);
  const { interfaces, addressesPerInterface } = node.type;
  const slots = addressesPerInterface - 1;
  const { prefixes, warmPrefixes } = addressing(plan);
  if (!prefixes) {
    // The CNI keeps one free interface beside those in use.
    const used = Math.min(interfaces, Math.ceil(pods / slots) + 1);
    return { addresses: used * addressesPerInterface, prefixes: 0 };
  }
  const blocks = Math.min(interfaces * slots, Math.ceil(pods / ADDRESSES_PER_PREFIX) + warmPrefixes);
  return { addresses: Math.max(1, Math.ceil(blocks / slots)), prefixes: blocks };
}

/** Pods with their own address that a node can run at once, the smallest first. */
function mostPods(plan: EnvironmentPlan, group: NodeGroup): number {
  const room = emptyNode(plan, group);
  if (!room) return 0;
  const own = room.daemons.filter(({ hostNetwork }) => !hostNetwork).length;
  const demands = demandsOf(plan, atPeak).filter(({ fits }) => fits(group));
  const by = (free: number, of: (demand: Demand) => number): number => smallestFirst(demands, free, of);
  return (
    own +
    Math.max(
      0,
      Math.min(
        room.pods,
        by(room.cpuMillis, ({ requests }) => requests.cpuMillis),
        by(room.memoryMiB, ({ requests }) => requests.memoryMiB),
      ),
    )
  );
}

type Demand = ReturnType<typeof demandsOf>[number];

/** Pods that fit by one resource alone: an upper bound of the pods that run at once. */
function smallestFirst(demands: readonly Demand[], free: number, of: (demand: Demand) => number): number {
  let left = free;
  let pods = 0;
  for (const demand of [...demands].sort((a, b) => of(a) - of(b))) {
    const each = of(demand);
    const fitting = each > 0 ? Math.min(demand.count, Math.floor(left / each)) : demand.count;
    if (fitting <= 0) break;
    pods += fitting;
    left -= fitting * each;
  }
  return pods;
}
