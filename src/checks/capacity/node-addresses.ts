import { ADDRESSES_PER_PREFIX, podsOf } from "../../facts/instance-capacity";
import { atPeak, demandsOf, emptyNode } from "../../infrastructure/capacity-shortage";
import { type NodeGroup } from "../../infrastructure/capacity-nodes";
import { addressing } from "../../infrastructure/cni";
import { type EnvironmentPlan } from "../../terraform/environment-plan";

/** Addresses of one node in the subnet of its pods: its own, or one of theirs. */
export interface NodeAddresses {
  /** Those that it has with DaemonSets alone: one for each interface and, if the CNI assigns single addresses, one for each pod and the reserve. */
  readonly addresses: number;
  /** Blocks of 16 addresses, if the CNI assigns prefixes. */
  readonly prefixes: number;
  /** Further addresses for the most pods that it can run. @default - none, those of whole interfaces or blocks */
  readonly further?: {
    readonly pods: number;
    /** Interfaces after the first one, which each have an address of their own. */
    readonly interfaces: number;
    /** Pods of one interface. */
    readonly slots: number;
  };
}

/** Undefined if the size of the group's instance types is unknown. */
export function nodeAddresses(plan: EnvironmentPlan, group: NodeGroup): NodeAddresses | undefined {
  const { node } = group;
  if (!node) return undefined;
  const { own, others } = mostPods(plan, group);
  const pods = own + others;
  const { prefixes, warmPrefixes, targets, podSubnets } = addressing(plan);
  const interfaces = Math.ceil(podsOf(node.type, { apart: podSubnets !== undefined }).interfaces);
  const { addressesPerInterface } = node.type;
  const slots = addressesPerInterface - 1;
  if (!prefixes && targets) {
    const within = (count: number): number => Math.min(interfaces * slots, Math.max(targets.least, count));
    const always = within(own + targets.spare);
    const most = within(pods + targets.spare);
    const further = { pods: most - always, interfaces: Math.max(0, Math.ceil(most / slots) - 1), slots };
    return { addresses: 1 + always, prefixes: 0, further };
  }
  if (!prefixes) {
    // The CNI keeps one free interface beside those in use.
    const used = Math.min(interfaces, Math.ceil(pods / slots) + 1);
    return { addresses: used * addressesPerInterface, prefixes: 0 };
  }
  const blocks = Math.min(interfaces * slots, Math.ceil(pods / ADDRESSES_PER_PREFIX) + warmPrefixes);
  return { addresses: Math.max(1, Math.ceil(blocks / slots)), prefixes: blocks };
}

/** Pods with their own address that a node can run at once, the smallest first: its DaemonSets, and others. */
function mostPods(
  plan: EnvironmentPlan,
  group: NodeGroup,
): { readonly own: number; readonly others: number } {
  const room = emptyNode(plan, group);
  if (!room) return { own: 0, others: 0 };
  const demands = demandsOf(plan, atPeak).filter(({ fits }) => fits(group));
  const by = (free: number, of: (demand: Demand) => number): number => smallestFirst(demands, free, of);
  return {
    own: room.daemons.filter(({ hostNetwork }) => !hostNetwork).length,
    others: Math.max(
      0,
      Math.min(
        room.pods,
        by(room.cpuMillis, ({ requests }) => requests.cpuMillis),
        by(room.memoryMiB, ({ requests }) => requests.memoryMiB),
      ),
    ),
  };
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
