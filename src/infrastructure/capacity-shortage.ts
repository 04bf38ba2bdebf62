import { type NodeGroup, nodeGroups } from "./capacity-nodes";
import { type Amounts } from "./capacity/amounts";
import { exceeding, type Resource, RESOURCE_KINDS, RESOURCES } from "./capacity-amounts";
import { profileOf } from "./capacity-placement";
import { platform } from "./capacity-platform";
import { type Workload, workloadsOf } from "./kubernetes-workloads";
import { type EnvironmentPlan, memoizePerPlan } from "../terraform/environment-plan";
import { isTrue } from "../terraform/stack-json";
import { counted, firstFew } from "../base/counted";
import { Room } from "./capacity/room";

/** Pods to place on nodes. */
interface Demand {
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
interface Packed {
  /** Number of placed pods of each demand. */
  readonly placed: ReadonlyMap<Demand, number>;
  /** Number of placed pods of a demand on each group. */
  readonly placedOn: (demand: Demand) => ReadonlyMap<NodeGroup, number>;
  /** Whether one more pod of a demand fits. */
  readonly hasRoom: (demand: Demand) => boolean;
  /** Resources of which the nodes of some groups have too little for one more pod of a demand. */
  readonly scarce: (demand: Demand, groups: readonly NodeGroup[]) => readonly Resource[];
}

/**
 * Places pods on nodes: platform pods first, because they run first and have priority, then the largest pods. The
 * result is a possible schedule, not the only one. Groups of unknown size hold no pods; the check `capacity-known`
 * reports them.
 */
function pack(
  plan: EnvironmentPlan,
  nodesOf: (group: NodeGroup) => number,
  demands: readonly Demand[],
): Packed {
  const rooms = nodeGroups(plan).map((group) => ({ group, nodes: emptyNodes(plan, group, nodesOf(group)) }));
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
          waiting -= node.place(demand.requests, waiting);
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
        ({ group, nodes }) => demand.fits(group) && nodes.some((node) => node.holds(demand.requests) > 0),
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
  return RESOURCE_KINDS.filter((resource) =>
    lacking.some((each) => each.length === fewest && each.includes(resource)),
  );
}

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

const rank = ({ workload, isLast }: Demand): number => (isLast ? 2 : workload ? 1 : 0);

/** Sort key: CPU and memory have equal weight on a node with 4 GiB for each CPU; GPUs outweigh both. */
const size = ({ cpuMillis, memoryMiB, gpus }: Amounts): number => gpus * 1e9 + cpuMillis * 4 + memoryMiB;

/** Upper bound of packed nodes: more than a Kubernetes cluster is tested with. */
const MOST_NODES = 5000;

function emptyNodes(plan: EnvironmentPlan, group: NodeGroup, wanted: number): Room[] {
  const count = Math.max(0, Math.min(wanted, MOST_NODES));
  return Array.from({ length: count }).flatMap(() => emptyNode(plan, group) ?? []);
}

/** An empty node of a group, beside its DaemonSets; undefined if its size is unknown. */
export function emptyNode(plan: EnvironmentPlan, group: NodeGroup, node = group.node): Room | undefined {
  const hasGpus = (node?.gpus ?? 0) > 0;
  const daemons = everyNode(plan).pods.filter(
    ({ count }) => count === "every-node" || (count === "every-gpu-node" && hasGpus),
  );
  return node && new Room(node, daemons);
}

/** Pods of the platform, and a number of pods of each workload; those that run on every node are none of them. */
export const demandsOf = (plan: EnvironmentPlan, podsOf: (workload: Workload) => number): Demand[] => [
  ...platformDemands(plan),
  ...onNodes(plan).map((workload) => workloadDemand(workload, podsOf(workload))),
];

const platformDemands = (plan: EnvironmentPlan): Demand[] =>
  platform(plan).pods.flatMap(({ name, count, requests }) =>
    typeof count === "number" ? [{ name, count, requests, fits: (group) => group.taints.length === 0 }] : [],
  );

/** `count` pods of a workload. */
const workloadDemand = (workload: Workload, count: number): Demand => ({
  name: workload.name,
  count,
  requests: workload.requests,
  fits: (group) => group.admits(workload.pod),
  workload,
});

/** Pods that do not fit on the nodes that they can run on. */
interface Shortage {
  /** Groups that these pods can run on; at least one. */
  readonly groups: readonly NodeGroup[];
  readonly short: readonly Short[];
  /** Resources that the nodes lack for these pods; empty without nodes. */
  readonly scarce: readonly Resource[];
  /** `3 pods find no room for lack of memory: api 1 of 4` */
  readonly inWords: string;
  /**
   * The replicas of each workload that fit beside the minimum of the others, with room for a
   * rollout, in words. For a workload whose rollout cannot start, fewer replicas do not help. Where
   * each workload fits beside the minimum of the others, the pods without room while all are at
   * their maximum.
   */
  readonly whatFits: string;
}

interface Short {
  readonly demand: Demand;
  readonly placed: number;
}

/** Workloads with a pod count on nodes: no DaemonSets, not on Fargate. */
export const onNodes = (plan: EnvironmentPlan): Workload[] =>
  workloadsOf(plan).filter((each) => !each.isDaemonSet && profileOf(plan, each) === undefined);

/** Pods of a workload at maximum replicas during a rollout, with surge pods. */
export const atPeak = (workload: Workload): number => workload.max + workload.surge(workload.max);

/** The platform, with the environment's own DaemonSets among the pods of every node. */
const everyNode = memoizePerPlan((plan: EnvironmentPlan) => {
  const known = platform(plan);
  const daemons = workloadsOf(plan).filter((each) => each.isDaemonSet);
  const pods = daemons.map(({ name, requests, pod }) => ({
    name,
    count: "every-node" as const,
    requests,
    hostNetwork: isTrue(pod.hostNetwork),
  }));
  return { ...known, pods: [...known.pods, ...pods] };
});

/** Pods that do not fit, for a node count of each group and a pod count of each workload. */
export const shortages = (
  plan: EnvironmentPlan,
  nodesOf: (group: NodeGroup) => number,
  podsOf: (workload: Workload) => number,
): Shortage[] => shortagesIn(plan, nodesOf, packed(plan, nodesOf, podsOf));

function shortagesIn(
  plan: EnvironmentPlan,
  nodesOf: (group: NodeGroup) => number,
  result: Packed,
): Shortage[] {
  const bySet = new Map<string, { groups: NodeGroup[]; short: Short[]; scarce: Resource[] }>();
  for (const [demand, placed] of result.placed) {
    if (placed === demand.count) continue;
    // the checks `pod-placement` and `pod-fits-node` report pods that fit on no node at all
    const homes = nodeGroups(plan).filter((group) => demand.fits(group) && roomFor(plan, group, demand) > 0);
    if (homes.length === 0) continue;
    const key = homes.map(({ resource }) => resource.address).join(" ");
    const entry = bySet.get(key) ?? { groups: homes, short: [], scarce: [] };
    entry.short.push({ demand, placed });
    entry.scarce.push(...result.scarce(demand, homes).filter((each) => !entry.scarce.includes(each)));
    bySet.set(key, entry);
  }
  return [...bySet.values()].map((entry) => ({
    ...entry,
    get inWords() {
      return missingInWords(this);
    },
    get whatFits() {
      return whatFits(plan, nodesOf, this);
    },
  }));
}

/** Places all pods, for a node count of each group and a pod count of each workload. */
const packed = (
  plan: EnvironmentPlan,
  nodesOf: (group: NodeGroup) => number,
  podsOf: (workload: Workload) => number,
): Packed => pack(plan, nodesOf, demandsOf(plan, podsOf));

/**
 * Workloads whose rollout cannot start, even alone and at the fewest replicas: the first surge pod does not fit, and no
 * old pod stops before it runs.
 */
function stuckRollouts(plan: EnvironmentPlan, nodesOf: (group: NodeGroup) => number): ReadonlySet<Workload> {
  const { placed, hasRoom } = packed(plan, nodesOf, ({ min }) => min);
  const stuck = [...placed].flatMap(([demand, running]) => {
    const { workload, count } = demand;
    if (workload?.waitsForSurge(workload.min) !== true) return [];
    return running === count && !hasRoom(demand) ? [workload] : [];
  });
  return new Set(stuck);
}

/** Number of pods that fit on one empty node of a group. */
const roomFor = (plan: EnvironmentPlan, group: NodeGroup, { requests }: Pick<Demand, "requests">): number =>
  emptyNode(plan, group)?.holds(requests) ?? 0;

/** `for lack of CPU or memory`; empty if the nodes lack no resource. */
const lackInWords = ({ scarce }: Shortage): string =>
  scarce.length > 0 ? `for lack of ${scarce.map((each) => RESOURCES[each].name).join(" or ")}` : "";

function missingInWords(shortage: Shortage): string {
  const { short } = shortage;
  const lack = lackInWords(shortage);
  const each = short.map(({ demand, placed }) => `${demand.name} ${placed} of ${demand.count}`);
  const missing = total(short.map(({ demand, placed }) => demand.count - placed));
  return `${missing} ${missing === 1 ? "pod finds" : "pods find"} no room${lack === "" ? "" : ` ${lack}`}: ${firstFew(each, 3, ", ", " and ")}`;
}

/** The most replicas whose rollout fits into a number of places. */
function replicasIn(workload: Workload, places: number): number {
  let replicas = Math.min(workload.max, places);
  while (replicas > 0 && replicas + workload.surge(replicas) > places) replicas -= 1;
  return replicas;
}

/**
 * Pods of a workload that the nodes hold while all others are at their minimum, which runs first. The order of packing does not
 * decide it, so that a smaller request never means fewer pods.
 */
function placesFor(plan: EnvironmentPlan, nodesOf: (group: NodeGroup) => number, workload: Workload): number {
  const own: Demand = { ...workloadDemand(workload, atPeak(workload)), isLast: true };
  const others = onNodes(plan).filter((each) => each !== workload);
  const demands = [...platformDemands(plan), ...others.map((each) => workloadDemand(each, each.min)), own];
  return pack(plan, nodesOf, demands).placed.get(own) ?? 0;
}

/** Equal for workloads that have the same places: many models have the same size, and each packing looks at all of them. */
function keyOfPlacement(plan: EnvironmentPlan, workload: Workload): string {
  const { requests, fits } = workloadDemand(workload, 0);
  return JSON.stringify([requests, workload.min, atPeak(workload), nodeGroups(plan).map(fits)]);
}

/** Replicas of a workload that the nodes hold with room for a rollout, while all others are at their minimum. */
export const roomForReplicas = (
  plan: EnvironmentPlan,
  nodesOf: (group: NodeGroup) => number,
  workload: Workload,
): number => replicasIn(workload, placesFor(plan, nodesOf, workload));

function whatFits(plan: EnvironmentPlan, nodesOf: (group: NodeGroup) => number, shortage: Shortage): string {
  const { short } = shortage;
  const stuck = stuckRollouts(plan, nodesOf);
  const known = new Map<string, number>();
  const limited = short.flatMap(({ demand: { name, count, workload }, placed }) => {
    if (!workload) return [`${placed} of ${counted(count, "pod")} of ${name}`];
    const { max, surge } = workload;
    const key = keyOfPlacement(plan, workload);
    const places = known.get(key) ?? placesFor(plan, nodesOf, workload);
    known.set(key, places);
    const of = (replicas: number): string => `${name} with ${replicas} of ${counted(max, "replica")}`;
    if (stuck.has(workload)) {
      return [
        `${of(Math.min(places, max))} and no rollout: its surge pod finds no room, and no pod stops before it runs`,
      ];
    }
    const replicas = replicasIn(workload, places);
    return replicas === max ? [] : [`${of(replicas)}${keptInWords(surge(Math.max(1, replicas)))}`];
  });
  if (limited.length === 0) {
    return `each workload beside the minimum of the others; with all at their maximum and their surge pods, ${shortage.inWords}`;
  }
  const isShared = onNodes(plan).length > 1 && short.some(({ demand }) => demand.workload);
  const beside = isShared ? "while the other workloads run their minimum" : "";
  return [firstFew(limited, 3, ", ", " and "), beside, lackInWords(shortage)]
    .filter((text) => text !== "")
    .join(", ");
}

function keptInWords(surge: number): string {
  if (surge === 0) return "";
  return surge === 1
    ? " (1 place is kept for the rollout's surge pod)"
    : ` (${counted(surge, "place")} are kept for the rollout's surge pods)`;
}

/** Nodes that hold pods, and the pods that have no room if all groups have their most nodes. */
interface NodeDemand {
  readonly nodesOf: (group: NodeGroup) => number;
  readonly short: readonly Shortage[];
  /** The pods on these nodes. */
  readonly placement: Packed;
}

/**
 * Nodes for a number of pods of each workload, from the least of each group. The group grows whose nodes cost least for the
 * pods that they hold, and its zones in turn. Without costs, all groups grow in turn. The result holds the pods; another order of
 * placement may need fewer nodes.
 */
export function nodesFor(
  plan: EnvironmentPlan,
  podsOf: (workload: Workload) => number,
  limits: (group: NodeGroup) => NodeGroup["bounds"] = ({ bounds }) => bounds,
  costOf: (group: NodeGroup) => number = () => 0,
): NodeDemand {
  const counts = new Map(nodeGroups(plan).map((group) => [group, limits(group).least]));
  const nodesOf = (group: NodeGroup): number => counts.get(group) ?? 0;
  for (;;) {
    const placement = packed(plan, nodesOf, podsOf);
    const short = shortagesIn(plan, nodesOf, placement);
    const growing = short
      .map((shortage) => ({
        shortage,
        groups: shortage.groups.filter((group) => nodesOf(group) < limits(group).most),
      }))
      .find(({ groups }) => groups.length > 0);
    if (!growing) return { nodesOf, short, placement };
    const costs = new Map(
      growing.groups.map((group) => [group, costOf(group) / placesOn(plan, group, growing.shortage)]),
    );
    for (let left = missingNodes(plan, growing.shortage, growing.groups); left > 0; left -= 1) {
      const [smallest] = growing.groups
        .filter((group) => nodesOf(group) < limits(group).most)
        .sort((a, b) => (costs.get(a) ?? 0) - (costs.get(b) ?? 0) || nodesOf(a) - nodesOf(b));
      if (!smallest) break;
      counts.set(smallest, nodesOf(smallest) + 1);
    }
  }
}

/** Number of the pods of a shortage that an empty node of a group has room for, of those that use it best; at least 1. */
function placesOn(plan: EnvironmentPlan, group: NodeGroup, { short }: Shortage): number {
  const places = short.map(({ demand, placed }) =>
    Math.min(demand.count - placed, roomFor(plan, group, demand)),
  );
  return Math.max(1, ...places);
}

/** The fewest further nodes of some groups that a shortage needs; at least 1. */
function missingNodes(plan: EnvironmentPlan, { short }: Shortage, groups: readonly NodeGroup[]): number {
  const needed = short.map(({ demand, placed }) => {
    const room = Math.max(...groups.map((group) => roomFor(plan, group, demand)));
    return Math.ceil((demand.count - placed) / Math.max(1, room));
  });
  return Math.max(1, ...needed);
}

/** Deployments of the models, which answer requests. */
export const modelsOf = (plan: EnvironmentPlan): Workload[] =>
  workloadsOf(plan).filter(({ resource, kind }) => resource.layer === "models" && kind === "deployment");

/** Relative error of a quotient of decimal numbers: 1.1 / 0.1 is slightly more than 11. */
const ROUNDING = 1e-9;

/**
 * Pods for a number of requests a second. The autoscaler converges to this number if CPU use grows with the requests:
 * it keeps the pods at the utilization at which one serves `perPod`.
 */
export const podsForRate = (perSecond: number, perPod: number): number =>
  Math.ceil((perSecond / perPod) * (1 - ROUNDING));
