import { ADDON_PODS, CHART_PODS, NODE_AUTOSCALERS, type PlatformPod } from "../../catalog/platform-pods";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform-json/environment-plan";
import { type JsonObject, asObject } from "../../terraform-json/stack-json";
import { number, memoizePerPlan } from "../blocks";
import { addonsOf } from "../cluster/addons";
import { helmReleasesOf } from "../helm-releases";
import { type Amounts, NOTHING, amounts } from "./amounts";

/** Pods of add-ons and charts, as opposed to models. */
export interface Platform {
  readonly pods: readonly CountedPod[];
  /** Add-ons and releases whose pods the catalog does not know. */
  readonly unknown: readonly PlannedResource[];
  /** True if a node autoscaler adds nodes for pending pods. */
  readonly addsNodes: boolean;
}

export interface CountedPod extends Pick<PlatformPod, "name" | "count"> {
  readonly requests: Amounts;
  readonly hostNetwork: boolean;
}

export const platform = memoizePerPlan((plan: EnvironmentPlan): Platform => {
  const addons = addonsOf(plan).map(({ resource, name }) => ({
    resource,
    pods: ADDON_PODS[name],
    values: {},
  }));
  const charts = helmReleasesOf(plan)
    .filter(({ local }) => !local)
    .map(({ resource, chart, values }) => ({ resource, pods: CHART_PODS[chart], values }));
  const parts = [...addons, ...charts];
  return {
    pods: parts.flatMap(({ pods = [], values }) => pods.map((pod) => counted(pod, values))),
    unknown: parts.filter(({ pods }) => pods === undefined).map(({ resource }) => resource),
    addsNodes: helmReleasesOf(plan).some(({ chart }) => NODE_AUTOSCALERS.has(chart)),
  };
});

function counted(pod: PlatformPod, values: JsonObject): CountedPod {
  const replicas = pod.values?.replicas === undefined ? undefined : number(values[pod.values.replicas]);
  const resources = pod.values?.resources === undefined ? {} : asObject(values[pod.values.resources]);
  const stated = amounts(asObject(resources["requests"]));
  return {
    name: pod.name,
    count: typeof pod.count === "number" ? (replicas ?? pod.count) : pod.count,
    requests: {
      ...NOTHING,
      cpuMillis: Math.max(stated.cpuMillis, resources["requests"] === undefined ? pod.cpuMillis : 0),
      memoryMiB: Math.max(stated.memoryMiB, resources["requests"] === undefined ? pod.memoryMiB : 0),
    },
    hostNetwork: pod.hostNetwork ?? false,
  };
}
