import { type Rates } from "../../infrastructure/stated";
import { modelsOf, nodesFor, podsForRate, type shortages } from "../../infrastructure/capacity-shortage";
import { type Workload } from "../../infrastructure/kubernetes-workloads";
import { groupNames, type NodeGroup, nodesInWords } from "../../infrastructure/capacity-nodes";
import { groupBy } from "../../base/group-by";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, type Finding, at, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const capacityForRequests: Check = {
  ...ruleOf(TEXTS, "capacity-for-requests"),
  run: (plan, { statedOf }) => {
    const { models } = statedOf(plan.name);
    const loads = modelsOf(plan).flatMap((workload) =>
      loadOf(workload, models.get(workload.model ?? "")?.rates),
    );
    return loads.length === 0 ? [] : [...loads.flatMap(tooFewReplicas), ...tooFewNodes(plan, loads)];
  },
};

/** A model with the requests that it must serve. */
interface Load {
  readonly workload: Workload;
  readonly perSecond: number;
  readonly perPod: number;
  /** Pods that serve them. */
  readonly pods: number;
}

function loadOf(workload: Workload, rates?: Rates): Load[] {
  const perSecond = rates?.peak ?? rates?.average;
  if (rates === undefined || perSecond === undefined) return [];
  const { perPod } = rates;
  return [{ workload, perSecond, perPod, pods: podsForRate(perSecond, perPod) }];
}

/** Largest value of `replicas.max`. */
const MOST_REPLICAS = 1000;

function tooFewReplicas({ workload, perSecond, perPod, pods }: Load): Finding[] {
  const { name, model: inFile = name, max, resource } = workload;
  if (pods <= max) return [];
  const model = `models[${inFile}]`;
  const raise = `raise ${model}.replicas.max to at least ${pods}`;
  const measure = `give its pods more resources and measure requestsPerSecond.perPod again`;
  return [
    {
      ...at(resource),
      message: `${name} needs ${pods} replicas for ${perSecond} requests a second at ${perPod} a pod; its replicas.max of ${max} serves ${round(max * perPod)}`,
      fix: `${pods <= MOST_REPLICAS ? `${raise}, ` : ""}${measure}, or lower ${model}.requestsPerSecond.peak to at most ${round(max * perPod)}`,
      key: ["replicas", "max"],
    },
  ];
}

const round = (perSecond: number): number => Math.floor(perSecond * 1000 + 1e-6) / 1000;

/** Room for all loads at once, beside the other models at their minimum. */
function tooFewNodes(plan: EnvironmentPlan, loads: readonly Load[]): Finding[] {
  const wanted = new Map(loads.map(({ workload, pods }) => [workload, pods]));
  const podsOf = (workload: Workload): number => Math.max(workload.min, wanted.get(workload) ?? 0);
  // `capacity-at-minimum` reports a shortage at the minimum of all models.
  if (nodesFor(plan, ({ min }) => min).short.length > 0) return [];
  const { short, nodesOf } = nodesFor(plan, podsOf);
  return short.map((shortage) => {
    const [first] = shortage.groups as [NodeGroup];
    const nodes = nodesInWords(shortage.groups, nodesOf);
    return {
      ...at(first.resource),
      message: `for the stated requests of ${loads.map(({ workload }) => workload.name).join(", ")}, ${nodes} (${groupNames(shortage.groups)}) are too few: ${shortage.inWords}`,
      fix: moreNodes(plan, shortage, podsOf),
      key: [first.growsAlone ? "maxPerZone" : "minPerZone"],
    };
  });
}

/** Largest number of nodes in a zone that a node group can be given. */
const MOST_PER_ZONE = 100;

/** The number of nodes in each zone of the first group that holds the pods. */
function moreNodes(
  plan: EnvironmentPlan,
  { groups }: ReturnType<typeof shortages>[number],
  podsOf: (workload: Workload) => number,
): string {
  const [first] = groups as [NodeGroup];
  const name = first.nameInFile;
  const zones = groupBy(groups, ({ nameInFile }) => nameInFile).get(name) ?? [];
  const { nodesOf, short } = nodesFor(plan, podsOf, (group) => {
    const { least, most } = group.bounds;
    return { least, most: zones.includes(group) ? MOST_PER_ZONE : most };
  });
  const perZone = Math.max(...zones.map(nodesOf));
  const others = "choose a larger instance type, or lower the requests of the pods";
  if (short.some((each) => each.groups.includes(first))) return others;
  const key = `cluster.nodeGroups.${name}`;
  const raise = first.growsAlone
    ? `raise ${key}.maxPerZone to at least ${perZone}`
    : `raise ${key}.minPerZone to at least ${perZone}${perZone > first.max ? ", and maxPerZone with it" : ""}`;
  return `${raise}, ${others}`;
}
