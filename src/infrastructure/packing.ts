import { type NodeGroup } from "./node-groups";
import { type NodeSize } from "./node-size";
import { type Amounts, RESOURCES, type Resource, exceeding } from "./amounts";
import { placeable } from "./placement";
import { type CountedPod, type Platform } from "./platform";
import { type Workload } from "./workloads";

/** Pods to place on nodes. */
export interface Demand {
  readonly name: string;
  readonly count: number;
  readonly requests: Amounts;
  /** Whether they can run on a node of a group. */
  readonly fits: (group: NodeGroup) => boolean;
  /** The workload of the pods. @default - none, they are platform pods */
  readonly workload?: Workload;
  /** Whether they take what all others leave. @default - they are placed by size */
  readonly isLast?: true;
}

/** Result of packing. */
export interface Packed {
  /** Number of placed pods of each demand. */
  readonly placed: ReadonlyMap<Demand, number>;
  /** Number of placed pods of a demand on each group. */
  readonly placedOn: (demand: Demand) => ReadonlyMap<NodeGroup, number>;
  /** Whether one more pod of a demand fits. */
  readonly hasRoom: (demand: Demand) => boolean;
  /** Resources of which the nodes of some groups have too little for one more pod of a demand. */
  readonly scarce: (demand: Demand, groups: readonly NodeGroup[]) => readonly Resource[];
}

/** Free resources of a node. */
export interface Room {
  cpuMillis: number;
  memoryMiB: number;
  diskMiB: number;
  gpus: number;
  pods: number;
}

/**
 * Places pods on nodes: platform pods first, because they run first and have priority, then the largest pods. The
 * result is a possible schedule, not the only one. Groups of unknown size hold no pods; the check `capacity-known`
 * reports them.
 */
export function pack(
  groups: readonly NodeGroup[],
  nodesOf: (group: NodeGroup) => number,
  platform: Platform,
  demands: readonly Demand[],
): Packed {
  const rooms = groups.map((group) => ({ group, nodes: emptyNodes(group, nodesOf(group), platform) }));
  const inTurn = [...demands].sort((a, b) => rank(a) - rank(b) || size(b.requests) - size(a.requests));
  const places = new Map(
    inTurn.map((demand) => {
      let waiting = demand.count;
      const on = new Map<NodeGroup, number>();
      for (const { group, nodes } of rooms) {
        if (waiting === 0) break;
        if (!demand.fits(group)) continue;
        const before = waiting;
        for (const node of nodes) {
          if (waiting === 0) break;
          waiting -= place(node, demand.requests, waiting);
        }
        on.set(group, before - waiting);
      }
      return [demand, on];
    }),
  );
  return {
    placed: new Map([...places].map(([demand, on]) => [demand, total([...on.values()])])),
    placedOn: (demand) => places.get(demand) ?? new Map<NodeGroup, number>(),
    hasRoom: (demand) =>
      rooms.some(
        ({ group, nodes }) => demand.fits(group) && nodes.some((node) => holds(node, demand.requests) > 0),
      ),
    scarce: ({ requests }, among) =>
      leastExceeding(
        requests,
        rooms.flatMap(({ group, nodes }) => (among.includes(group) ? nodes : [])),
      ),
  };
}

/** Resources that nodes lack for a pod. Nodes that lack more resources than others are left out. */
function leastExceeding(requests: Amounts, nodes: readonly Room[]): Resource[] {
  const lacking = nodes.map((node) => exceeding(requests, node));
  const fewest = Math.min(...lacking.map(({ length }) => length));
  return RESOURCES.filter((resource) =>
    lacking.some((each) => each.length === fewest && each.includes(resource)),
  );
}

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

const rank = ({ workload, isLast }: Demand): number => (isLast ? 2 : workload ? 1 : 0);

/** Sort key: CPU and memory have equal weight on a node with 4 GiB for each CPU; GPUs outweigh both. */
const size = ({ cpuMillis, memoryMiB, gpus }: Amounts): number => gpus * 1e9 + cpuMillis * 4 + memoryMiB;

/** Upper bound of packed nodes: more than a Kubernetes cluster is tested with. */
const MOST_NODES = 5000;

function emptyNodes(group: NodeGroup, wanted: number, platform: Platform): Room[] {
  const { node } = group;
  const count = Math.max(0, Math.min(wanted, MOST_NODES));
  return node ? Array.from({ length: count }, () => withoutDaemons(node, daemonsOn(group, platform))) : [];
}

/** Pods that run on every node of a group. */
export function daemonsOn(group: NodeGroup, { pods }: Platform): CountedPod[] {
  const hasGpus = (group.node?.gpus ?? 0) > 0;
  return pods.filter(({ count }) => count === "every-node" || (count === "every-gpu-node" && hasGpus));
}

/** Remaining room of a node after its DaemonSet pods. */
export function withoutDaemons(node: NodeSize, daemons: readonly CountedPod[]): Room {
  const of = (pick: (amounts: Amounts) => number): number =>
    daemons.reduce((sum, { requests }) => sum + pick(requests), 0);
  return {
    cpuMillis: node.cpuMillis - of((each) => each.cpuMillis),
    memoryMiB: node.memoryMiB - of((each) => each.memoryMiB),
    diskMiB: node.diskMiB,
    gpus: node.gpus,
    pods: node.maxPods - daemons.length,
  };
}

/** Places up to `wanted` pods on a node and returns their number. */
function place(node: Room, each: Amounts, wanted: number): number {
  const count = Math.max(0, Math.min(wanted, holds(node, each)));
  node.cpuMillis -= count * each.cpuMillis;
  node.memoryMiB -= count * each.memoryMiB;
  node.diskMiB -= count * each.diskMiB;
  node.gpus -= count * each.gpus;
  node.pods -= count;
  return count;
}

/** Number of equal pods that fit on a node. */
export function holds(node: Readonly<Room>, each: Amounts): number {
  const by = (free: number, need: number): number => (need > 0 ? Math.floor(free / need) : Infinity);
  return Math.min(
    node.pods,
    by(node.cpuMillis, each.cpuMillis),
    by(node.memoryMiB, each.memoryMiB),
    by(node.diskMiB, each.diskMiB),
    by(node.gpus, each.gpus),
  );
}

/** Platform pods that do not run on every node. */
export function platformDemands({ pods }: Platform): Demand[] {
  return pods.flatMap(({ name, count, requests }) =>
    typeof count === "number" ? [{ name, count, requests, fits: (group) => group.taints.length === 0 }] : [],
  );
}

/** `count` pods of a workload. */
export const workloadDemand = (workload: Workload, count: number): Demand => ({
  name: workload.name,
  count,
  requests: workload.requests,
  fits: (group) => placeable(workload.pod, group),
  workload,
});
