import { type EnvironmentPlan } from "../terraform/environment-plan";
import { isTrue } from "./blocks";
import { profileOf } from "./fargate";
import { RESOURCE_NAMES, type Resource } from "./amounts";
import { type NodeGroup, nodeGroups } from "./node-groups";
import {
  type Demand,
  type Packed,
  daemonsOn,
  holds,
  pack,
  platformDemands,
  withoutDaemons,
  workloadDemand,
} from "./packing";
import { type Platform, platform } from "./platform";
import { type Workload, isDaemonSet, isJob, workloadsOf } from "./workloads";
import { counted } from "../base/counted";

/** Pods that do not fit on the nodes that they can run on. */
export interface Shortage {
  /** Groups that these pods can run on; at least one. */
  readonly groups: readonly NodeGroup[];
  readonly short: readonly Short[];
  /** Resources that the nodes lack for these pods; empty without nodes. */
  readonly scarce: readonly Resource[];
}

interface Short {
  readonly demand: Demand;
  readonly placed: number;
}

/** Workloads with a pod count on nodes: no DaemonSets, not on Fargate. */
export const onNodes = (plan: EnvironmentPlan): Workload[] =>
  workloadsOf(plan).filter((each) => !isDaemonSet(each) && profileOf(plan, each) === undefined);

/** Pods of a workload at maximum replicas during a rollout, with surge pods. */
export const atPeak = (workload: Workload): number => workload.max + workload.surge(workload.max);

/** The same with all old pods of the rollout, which terminate. A job has no rollout. */
export const atPeakWithOldPods = (workload: Workload): number =>
  atPeak(workload) + (isJob(workload) ? 0 : workload.max);

/** The platform, with the environment's own DaemonSets among the pods of every node. */
export function everyNode(plan: EnvironmentPlan): Platform {
  const known = platform(plan);
  const daemons = workloadsOf(plan).filter(isDaemonSet);
  const pods = daemons.map(({ name, requests, pod }) => ({
    name,
    count: "every-node" as const,
    requests,
    hostNetwork: isTrue(pod.hostNetwork),
  }));
  return { ...known, pods: [...known.pods, ...pods] };
}

/** Pods that do not fit, for a node count of each group and a pod count of each workload. */
export function shortages(
  plan: EnvironmentPlan,
  nodesOf: (group: NodeGroup) => number,
  podsOf: (workload: Workload) => number,
): Shortage[] {
  const groups = nodeGroups(plan);
  const known = everyNode(plan);
  const bySet = new Map<string, { groups: NodeGroup[]; short: Short[]; scarce: Resource[] }>();
  const result = packed(plan, nodesOf, podsOf);
  for (const [demand, placed] of result.placed) {
    if (placed === demand.count) continue;
    // the checks `pod-placement` and `pod-fits-node` report pods that fit on no node at all
    const homes = groups.filter((group) => demand.fits(group) && roomFor(group, demand, known) > 0);
    if (homes.length === 0) continue;
    const key = homes.map(({ resource }) => resource.address).join(" ");
    const entry = bySet.get(key) ?? { groups: homes, short: [], scarce: [] };
    entry.short.push({ demand, placed });
    entry.scarce.push(...result.scarce(demand, homes).filter((each) => !entry.scarce.includes(each)));
    bySet.set(key, entry);
  }
  return [...bySet.values()];
}

/** Places all pods, for a node count of each group and a pod count of each workload. */
export function packed(
  plan: EnvironmentPlan,
  nodesOf: (group: NodeGroup) => number,
  podsOf: (workload: Workload) => number,
): Packed {
  const known = everyNode(plan);
  const demands = [
    ...platformDemands(known),
    ...onNodes(plan).map((workload) => workloadDemand(workload, podsOf(workload))),
  ];
  return pack(nodeGroups(plan), nodesOf, known, demands);
}

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
export function roomFor(group: NodeGroup, { requests }: Pick<Demand, "requests">, known: Platform): number {
  return group.node ? holds(withoutDaemons(group.node, daemonsOn(group, known)), requests) : 0;
}

/** The first items, and the number of the others: `a, b, c and 2 more`. */
export function firstFew(items: readonly string[], few = 3): string {
  const rest = items.length - few;
  return rest > 0 ? `${items.slice(0, few).join(", ")} and ${rest} more` : items.join(", ");
}

const total = (short: readonly Short[], of: (each: Short) => number): number =>
  short.reduce((sum, each) => sum + of(each), 0);

/** `for lack of CPU or memory`; empty if the nodes lack no resource. */
const lackInWords = ({ scarce }: Shortage): string =>
  scarce.length > 0 ? `for lack of ${scarce.map((each) => RESOURCE_NAMES[each]).join(" or ")}` : "";

/** Describes a shortage: `3 pods find no room for lack of memory: api 1 of 4`. */
export function missingInWords(shortage: Shortage): string {
  const { short } = shortage;
  const lack = lackInWords(shortage);
  const each = short.map(({ demand, placed }) => `${demand.name} ${placed} of ${demand.count}`);
  const missing = total(short, ({ demand, placed }) => demand.count - placed);
  return `${missing} ${missing === 1 ? "pod finds" : "pods find"} no room${lack === "" ? "" : ` ${lack}`}: ${firstFew(each)}`;
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
  const known = everyNode(plan);
  const own: Demand = { ...workloadDemand(workload, atPeak(workload)), isLast: true };
  const others = onNodes(plan).filter((each) => each !== workload);
  const demands = [...platformDemands(known), ...others.map((each) => workloadDemand(each, each.min)), own];
  return pack(nodeGroups(plan), nodesOf, known, demands).placed.get(own) ?? 0;
}

/** Equal for workloads that have the same places: many models have the same size, and each packing looks at all of them. */
function placedAlike(plan: EnvironmentPlan, workload: Workload): string {
  const { requests, fits } = workloadDemand(workload, 0);
  return JSON.stringify([requests, workload.min, atPeak(workload), nodeGroups(plan).map(fits)]);
}

/** Replicas of a workload that the nodes hold with room for a rollout, while all others are at their minimum. */
export const roomForReplicas = (
  plan: EnvironmentPlan,
  nodesOf: (group: NodeGroup) => number,
  workload: Workload,
): number => replicasIn(workload, placesFor(plan, nodesOf, workload));

/**
 * Describes the replicas of each workload that fit beside the minimum of the others, with room for a rollout. For a workload
 * whose rollout cannot start, fewer replicas do not help. Where each workload fits beside the minimum of the others, it
 * describes the pods without room while all are at their maximum.
 */
export function whatFits(
  plan: EnvironmentPlan,
  nodesOf: (group: NodeGroup) => number,
  shortage: Shortage,
): string {
  const { short } = shortage;
  const stuck = stuckRollouts(plan, nodesOf);
  const known = new Map<string, number>();
  const limited = short.flatMap(({ demand: { name, count, workload }, placed }) => {
    if (!workload) return [`${placed} of ${counted(count, "pod")} of ${name}`];
    const { max, surge } = workload;
    const alike = placedAlike(plan, workload);
    const places = known.get(alike) ?? placesFor(plan, nodesOf, workload);
    known.set(alike, places);
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
    return `each workload beside the minimum of the others; with all at their maximum and their surge pods, ${missingInWords(shortage)}`;
  }
  const isShared = onNodes(plan).length > 1 && short.some(({ demand }) => demand.workload);
  const beside = isShared ? "while the other workloads run their minimum" : "";
  return [firstFew(limited), beside, lackInWords(shortage)].filter((text) => text !== "").join(", ");
}

function keptInWords(surge: number): string {
  if (surge === 0) return "";
  return surge === 1
    ? " (1 place is kept for the rollout's surge pod)"
    : ` (${counted(surge, "place")} are kept for the rollout's surge pods)`;
}
