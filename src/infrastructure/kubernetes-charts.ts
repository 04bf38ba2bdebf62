import { type ChartFacts, type ContainerFacts, type WorkloadFacts } from "../evidence/charts";
import { asArray, asObject, type Json, type JsonObject, number, text } from "../terraform/stack-json";
import { type PodSpec } from "./kubernetes-api";
import { mergedValues } from "./kubernetes-releases";

/** A workload of a chart, with the values of a release or else the chart's defaults. */
export interface ChartWorkload {
  readonly facts: WorkloadFacts;
  /** @default - none, the workload is no Deployment */
  readonly replicas?: number;
  /** Empty if the pods have the default priority. */
  readonly priorityClass: string;
  readonly tolerations: NonNullable<PodSpec["tolerations"]>;
  readonly nodeSelector: JsonObject;
  readonly affinity: NonNullable<PodSpec["affinity"]>;
  readonly spread: readonly JsonObject[];
  readonly podSecurityContext: JsonObject;
  /** @default - the default of Kubernetes, 30 seconds */
  readonly graceSeconds?: number;
  readonly serviceAccount: string;
  readonly containers: readonly ChartContainer[];
}

interface ChartContainer {
  readonly facts: ContainerFacts;
  /** Registry, repository and tag. */
  readonly image: string;
  readonly resources: JsonObject;
  readonly securityContext: JsonObject;
}

/**
 * The workloads that a chart renders from the values of a release.
 *
 * @param withHooks whether Jobs that Helm runs as hooks are among them. @default false
 */
export function chartWorkloads(chart: ChartFacts, values: JsonObject, withHooks = false): ChartWorkload[] {
  const merged = effectiveValues(chart, values);
  return chart.workloads
    .filter(({ hook }) => withHooks || hook === undefined)
    .map((facts) => workload(facts, merged));
}

/** Values that the templates of a chart read: those of a release over the defaults; `null` removes a default. */
export const effectiveValues = (chart: ChartFacts, values: JsonObject): JsonObject =>
  asObject(withoutNulls(mergedValues(chart.defaults, values)));

function withoutNulls(value: Json): Json {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  const kept = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(kept.map(([key, item]) => [key, withoutNulls(item)]));
}

function workload(facts: WorkloadFacts, values: JsonObject): ChartWorkload {
  const at = (path: string | undefined): Json | undefined =>
    path === undefined ? undefined : chartValue(values, path);
  const paths = facts.values;
  const replicas = number(at(paths.replicas));
  const graceSeconds = number(at(paths.graceSeconds));
  const affinity = asObject(at(paths.affinity));
  return {
    facts,
    ...(replicas === undefined ? {} : { replicas }),
    priorityClass: text(at(paths.priorityClass)) ?? "",
    tolerations: asArray(at(paths.tolerations)).map(asObject),
    nodeSelector: { ...facts.nodeSelector, ...asObject(at(paths.nodeSelector)) },
    affinity: Object.keys(affinity).length > 0 ? affinity : (facts.affinityIfUnset ?? {}),
    spread: asArray(at(paths.spread)).map(asObject),
    podSecurityContext: contextIn(at(paths.podSecurityContext)),
    ...(graceSeconds === undefined ? {} : { graceSeconds }),
    serviceAccount: text(at(paths.serviceAccount)) ?? facts.serviceAccount,
    containers: facts.containers.map((container) => ({
      facts: container,
      image: imageAt(values, container.values),
      resources: asObject(at(container.values.resources)),
      securityContext: container.securityContext ?? contextIn(at(container.values.securityContext)),
    })),
  };
}

/**
 * A security context. Some charts have a switch beside its fields, which is
 * no field: if it is off, the pods have no security context.
 *
 * Source: templates of kube-state-metrics 8.4.0, in kube-prometheus-stack
 * 88.5.3 (read 2026-11-30).
 */
function contextIn(value: Json | undefined): JsonObject {
  const { enabled, ...fields } = asObject(value);
  return enabled === false ? {} : fields;
}

/** The image of a container: a mapping, or a text whose tag can be a value of its own. */
function imageAt(values: JsonObject, paths: ContainerFacts["values"]): string {
  const image = chartValue(values, paths.image);
  if (typeof image === "string")
    return paths.tag === undefined ? image : `${image}:${String(chartValue(values, paths.tag))}`;
  const { registry, repository, tag } = asObject(image);
  return `${registry === undefined ? "" : `${String(registry)}/`}${String(repository)}:${String(tag)}`;
}

/** The value at a path with dots; undefined if it is missing. */
export const chartValue = (values: JsonObject, path: string): Json | undefined =>
  path.split(".").reduce<Json | undefined>((value, key) => asObject(value)[key], values);
