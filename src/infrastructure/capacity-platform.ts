import { NODE_AUTOSCALERS } from "../facts/node-autoscalers";
import { DRIVERS_WITH_VOLUME_PODS } from "../evidence/addon-drivers";
import { type AddonPods } from "../evidence/addons";
import { ADDONS_OF_PARTS } from "../evidence/addons-of-parts";
import { CHART_FACTS } from "../evidence/charts";
import { type EnvironmentPlan, memoizePerPlan, type PlannedResource } from "../terraform/environment-plan";
import { asObject, text } from "../terraform/stack-json";
import { type ChartWorkload, chartWorkloads } from "./kubernetes-charts";
import { addonsOf, helmReleasesOf } from "./kubernetes-releases";
import { type Amounts, amounts, most, NOTHING, sum } from "./capacity/amounts";
import { objectsOf } from "./kubernetes-objects";

/** Pods of add-ons and charts, as opposed to models. */
export interface Platform {
  readonly pods: readonly CountedPod[];
  /** Add-ons and releases whose pods are unknown. */
  readonly unknown: readonly PlannedResource[];
  /** True if a node autoscaler adds nodes for pending pods. */
  readonly addsNodes: boolean;
}

export interface CountedPod {
  readonly name: string;
  /** Number of pods; for a DaemonSet, one on each node or on each GPU node. */
  readonly count: number | "every-node" | "every-gpu-node";
  readonly requests: Amounts;
  readonly hostNetwork: boolean;
}

export const platform = memoizePerPlan((plan: EnvironmentPlan): Platform => {
  const addons = addonsOf(plan).map(({ resource, name }) => ({
    resource,
    pods: ADDONS_OF_PARTS[name]?.pods.map(podsOfAddon),
  }));
  const charts = helmReleasesOf(plan)
    .filter(({ local }) => !local)
    .map(({ resource, chart, values }) => {
      const facts = CHART_FACTS[chart];
      return { resource, pods: facts && chartWorkloads(facts, values).flatMap(podsOfWorkload) };
    });
  const parts = [...addons, ...charts];
  return {
    pods: [...parts.flatMap(({ pods = [] }) => pods), ...mountPods(plan)],
    unknown: parts.filter(({ pods }) => pods === undefined).map(({ resource }) => resource),
    addsNodes: helmReleasesOf(plan).some(({ chart }) => NODE_AUTOSCALERS.has(chart)),
  };
});

/** Pods of drivers for volumes. They are counted on every node, since a pod of a model can run on each. */
const mountPods = (plan: EnvironmentPlan): CountedPod[] =>
  objectsOf(plan)
    .ofKind("persistent_volume")
    .filter((volume) => DRIVERS_WITH_VOLUME_PODS.has(text(volume.spec.csi?.driver) ?? ""))
    .map(({ name }) => ({ name, count: "every-node", requests: NOTHING, hostNetwork: false }));

const podsOfAddon = ({ name, count, cpuMillis, memoryMiB, hostNetwork = false }: AddonPods): CountedPod => ({
  name,
  count,
  requests: { ...NOTHING, cpuMillis, memoryMiB },
  hostNetwork,
});

/** The pods of a workload. No node group has the label of nodes that share GPUs by MPS. */
export function podsOfWorkload({ facts, replicas = 1, containers }: ChartWorkload): CountedPod[] {
  if (facts.nodes === "mps") return [];
  const count =
    facts.nodes === undefined ? replicas : facts.nodes === "gpu" ? "every-gpu-node" : "every-node";
  return [
    { name: facts.name, count, requests: requestsOf(containers), hostNetwork: facts.hostNetwork ?? false },
  ];
}

/** Containers run together, and init containers one after another before them. */
function requestsOf(containers: readonly ChartWorkload["containers"][number][]): Amounts {
  const requests = (init: boolean): Amounts[] =>
    containers
      .filter(({ facts }) => (facts.init ?? false) === init)
      .map(({ resources }) => amounts(asObject(resources["requests"])));
  return most(requests(true).reduce(most, NOTHING), requests(false).reduce(sum, NOTHING));
}
