import { type Rates, type StatedModel } from "../infrastructure/stated";
import { groupBy } from "../base/group-by";
import { emptyNode, modelsOf, nodesFor, podsForRate } from "../infrastructure/capacity-shortage";
import { type Workload } from "../infrastructure/kubernetes-workloads";
import { profileOf } from "../infrastructure/capacity-placement";
import { type NodeGroup, nodeGroups } from "../infrastructure/capacity-nodes";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { type Estimate } from "./estimate";
import { POD } from "./lines/fargate";
import { NODE } from "./line";
import { type UnitPrice, unitPrice } from "./unit-prices";

/** `peak`: the most requests, or the most replicas. `average`: the mean, or the fewest replicas. */
type LevelName = "peak" | "average";

/** Nodes of a node group at a level, in all zones. */
interface GroupNodes {
  /** Name of the node group in the environment's file. */
  readonly name: string;
  readonly instanceTypes: readonly string[];
  readonly nodes: number;
  /** The most nodes that run. */
  readonly most: number;
  /** Price of one node with its disk. @default - a price is missing */
  readonly price?: UnitPrice;
}

/** Part of the nodes of a group that a model pays for. */
interface Share {
  readonly group: GroupNodes;
  readonly part: number;
}

/** A model at a level. */
export interface ModelLoad {
  readonly workload: Workload;
  /** Requests a second. @default - not stated */
  readonly perSecond?: number;
  /** Pods that serve these requests, also above `replicas.max`. */
  readonly wanted: number;
  /** Pods that run: within `replicas`, and with room on the nodes. */
  readonly pods: number;
  /** Requests a second that these pods serve. @default - `perPod` is not stated */
  readonly served?: number;
  /** Empty on Fargate. */
  readonly shares: readonly Share[];
  /** Cost of an hour. @default - a price is missing */
  readonly cost?: UnitPrice;
}

/** All models of an environment at a level, at the same time. */
export interface LoadLevel {
  readonly name: LevelName;
  readonly groups: readonly GroupNodes[];
  readonly models: readonly ModelLoad[];
}

type Loads = ReadonlyMap<string, StatedModel>;

/** Nodes and cost of the models at a level. */
export function loadLevel(
  name: LevelName,
  plan: EnvironmentPlan,
  { lines }: Estimate,
  loads: Loads,
): LoadLevel {
  const demands = modelsOf(plan).map((workload) =>
    demandOf(name, workload, loads.get(workload.model ?? workload.name)?.rates),
  );
  const wanted = new Map(demands.map(({ workload, running }) => [workload, running]));
  const podsOf = (workload: Workload): number => wanted.get(workload) ?? workload.min;
  const { nodesOf, placement } = nodesFor(plan, podsOf);
  const groups = [...groupBy(nodeGroups(plan), ({ nameInFile }) => nameInFile)].map(([group, zones]) =>
    groupNodes(lines, group, zones, nodesOf),
  );
  const places = placesOf(plan, placement);
  const models = demands.map(({ workload, perPod, perSecond, wanted: all, running }): ModelLoad => {
    const onFargate = profileOf(plan, workload) !== undefined;
    const own = places.filter((place) => place.workload === workload);
    const shares = groups.flatMap((group) => shareOf(group, own, places));
    const pods = onFargate ? running : own.reduce((sum, each) => sum + each.pods, 0);
    const pod = onFargate ? unitPrice(lines, workload.resource.address, POD) : undefined;
    const cost = onFargate ? pod && { ...pod, usd: pod.usd * pods } : costOf(shares);
    const served = perPod === undefined ? undefined : Math.min(perSecond ?? Infinity, pods * perPod);
    return {
      workload,
      wanted: all,
      pods,
      shares,
      ...(perSecond === undefined ? {} : { perSecond }),
      ...(served === undefined ? {} : { served }),
      ...(cost ? { cost } : {}),
    };
  });
  return { name, groups, models };
}

interface ModelDemand {
  readonly workload: Workload;
  readonly perPod: number | undefined;
  readonly perSecond: number | undefined;
  readonly wanted: number;
  /** `wanted` within the bounds of the autoscaler. */
  readonly running: number;
}

/** Pods of a model at a level. Without a stated load, they are the most or the fewest replicas. */
function demandOf(level: LevelName, workload: Workload, rates?: Rates): ModelDemand {
  const { min, max } = workload;
  const perPod = rates?.perPod;
  const perSecond = level === "peak" ? (rates?.peak ?? (rates && rates.perPod * max)) : rates?.average;
  const unstated = level === "peak" ? max : min;
  const wanted =
    perPod === undefined || perSecond === undefined
      ? unstated
      : Math.max(min, podsForRate(perSecond, perPod));
  return { workload, perPod, perSecond, wanted, running: Math.min(max, wanted) };
}

function groupNodes(
  lines: Estimate["lines"],
  name: string,
  zones: readonly NodeGroup[],
  nodesOf: ReturnType<typeof nodesFor>["nodesOf"],
): GroupNodes {
  const sum = (of: (group: NodeGroup) => number): number => zones.reduce((all, zone) => all + of(zone), 0);
  const price = unitPrice(lines, zones[0]?.resource.address ?? "", NODE);
  return {
    name,
    instanceTypes: zones[0]?.instanceTypes ?? [],
    nodes: sum(nodesOf),
    most: sum((group) => group.bounds.most),
    ...(price ? { price } : {}),
  };
}

/** Pods of a model on a node group, and their part of a node, added up. */
interface Place {
  readonly workload: Workload;
  readonly group: string;
  readonly pods: number;
  readonly nodes: number;
}

function placesOf(
  plan: EnvironmentPlan,
  { placed, placedOn }: ReturnType<typeof nodesFor>["placement"],
): Place[] {
  return [...placed.keys()].flatMap((demand) => {
    const { workload } = demand;
    if (!workload) return [];
    return [...placedOn(demand)].map(([group, pods]) => ({
      workload,
      group: group.nameInFile,
      pods,
      nodes: pods * (emptyNode(plan, group)?.shareOf(workload.requests) ?? 0),
    }));
  });
}

/** The part of a group's nodes that a model pays for: its use, as a part of the use of all models there. */
function shareOf(group: GroupNodes, own: readonly Place[], all: readonly Place[]): Share[] {
  const used = (places: readonly Place[]): number =>
    places.filter((place) => place.group === group.name).reduce((sum, { nodes }) => sum + nodes, 0);
  const part = used(own) / used(all);
  return part > 0 ? [{ group, part }] : [];
}

function costOf(shares: readonly Share[]): UnitPrice | undefined {
  const costs = shares.flatMap(({ group, part }) =>
    group.price ? [{ ...group.price, usd: group.price.usd * group.nodes * part }] : [],
  );
  if (shares.length === 0 || costs.length < shares.length) return undefined;
  return {
    usd: costs.reduce((sum, { usd }) => sum + usd, 0),
    elsewhere: [...new Set(costs.flatMap(({ elsewhere }) => elsewhere))],
  };
}
