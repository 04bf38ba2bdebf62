import { NODE_AUTOSCALERS } from "../facts/node-autoscalers";
import { DRIVERS_WITH_VOLUME_PODS } from "../evidence/addon-drivers";
import { type AddonPods } from "../evidence/addons";
import { ADDONS_OF_PARTS } from "../evidence/addons-of-parts";
import { CHART_FACTS } from "../evidence/charts";
import { type EnvironmentPlan, memoizePerPlan, type PlannedResource } from "../terraform/environment-plan";
import { text } from "../terraform/stack-json";
import { chartWorkloads } from "./kubernetes-charts";
import { addonsOf, helmReleasesOf } from "./kubernetes-releases";
import { NO_AMOUNTS } from "./capacity/amounts";
import { objectsOf } from "./kubernetes-objects";
import { type CountedPod, podsOfWorkload } from "./capacity/counted-pods";

/** Pods of add-ons and charts, as opposed to models. */
interface Platform {
  readonly pods: readonly CountedPod[];
  /** Add-ons and releases whose pods are unknown. */
  readonly unknown: readonly PlannedResource[];
  /** True if a node autoscaler adds nodes for pending pods. */
  readonly addsNodes: boolean;
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
    .map(({ name }) => ({ name, count: "every-node", requests: NO_AMOUNTS, hostNetwork: false }));

const podsOfAddon = ({ name, count, cpuMillis, memoryMiB, hostNetwork = false }: AddonPods): CountedPod => ({
  name,
  count,
  requests: { ...NO_AMOUNTS, cpuMillis, memoryMiB },
  hostNetwork,
});
