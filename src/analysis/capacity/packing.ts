import { type NodeGroup } from "../cluster/node-groups";
import { type NodeSize } from "../cluster/node-size";
import { type Amounts } from "./amounts";
import { placeable } from "./placement";
import { type CountedPod, type Platform } from "./platform";
import { type Workload } from "./workloads";

/** Pods that want room on nodes. */
export interface Demand {
  readonly name: string;
  readonly count: number;
  readonly requests: Amounts;
  /** Whether they may run on a node of a group. */
  readonly fits: (group: NodeGroup) => boolean;
  /** Whose pods they are; undefined for the platform's. */
  readonly workload?: Workload;
}

/** What came of packing. */
export interface Packed {
  /** How many pods of each demand found room. */
  readonly placed: ReadonlyMap<Demand, number>;
  /** Whether one more pod of a demand would. */
  readonly hasRoom: (demand: Demand) => boolean;
}

interface Room {
  cpuMillis: number;
  memoryMiB: number;
  diskMiB: number;
  gpus: number;
  pods: number;
}

/**
 * Puts pods on nodes, each where there is room: the platform's, which were there first and push others away, then
 * the largest. What a scheduler can do, not what it must do. Groups of unknown size hold nothing here;
 * `capacity-known` tells of them.
 */
export function pack(
  groups: readonly NodeGroup[],
  nodesOf: (group: NodeGroup) => number,
  platform: Platform,
  demands: readonly Demand[],
): Packed {
  const rooms = groups.map((group) => ({ group, nodes: emptyNodes(group, nodesOf(group), platform) }));
  const inTurn = [...demands].sort((a, b) => rank(a) - rank(b) || size(b.requests) - size(a.requests));
  const placed = new Map(
    inTurn.map((demand) => {
      let waiting = demand.count;
      for (const { group, nodes } of rooms) {
        if (waiting === 0) break;
        if (!demand.fits(group)) continue;
        for (const node of nodes) {
          if (waiting === 0) break;
          waiting -= place(node, demand.requests, waiting);
        }
      }
      return [demand, demand.count - waiting];
    }),
  );
  return {
    placed,
    hasRoom: (demand) =>
      rooms.some(
        ({ group, nodes }) => demand.fits(group) && nodes.some((node) => holds(node, demand.requests) > 0),
      ),
  };
}

const rank = ({ workload }: Demand): number => (workload ? 1 : 0);

/** A scale on which CPU and memory weigh alike on a node of 4 GiB for each CPU; GPUs come first. */
const size = ({ cpuMillis, memoryMiB, gpus }: Amounts): number => gpus * 1e9 + cpuMillis * 4 + memoryMiB;

/** More nodes than Kubernetes is tested for in a cluster; what a plan says beyond is not packed. */
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

/** What is left of a node for other pods. */
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

/** Takes room for as many pods as fit, at most `wanted`; the number that it took. */
function place(node: Room, each: Amounts, wanted: number): number {
  const count = Math.max(0, Math.min(wanted, holds(node, each)));
  node.cpuMillis -= count * each.cpuMillis;
  node.memoryMiB -= count * each.memoryMiB;
  node.diskMiB -= count * each.diskMiB;
  node.gpus -= count * each.gpus;
  node.pods -= count;
  return count;
}

/** Pods of one kind that a node has room for. */
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

/** The platform's pods that are not on every node. */
export function platformDemands({ pods }: Platform): Demand[] {
  return pods.flatMap(({ name, count, requests }) =>
    typeof count === "number" ? [{ name, count, requests, fits: (group) => group.taints.length === 0 }] : [],
  );
}

/** A workload's pods, as many as `count` says. */
export const workloadDemand = (workload: Workload, count: number): Demand => ({
  name: workload.name,
  count,
  requests: workload.requests,
  fits: (group) => placeable(workload.pod, group),
  workload,
});
