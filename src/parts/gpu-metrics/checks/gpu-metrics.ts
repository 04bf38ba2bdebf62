import { own } from "../../../base/own";
import { dependenciesOf } from "../../../infrastructure/text-in-stacks";
import { type HelmRelease, releasesOf } from "../../../infrastructure/kubernetes-releases";
import { chartValue, effectiveValues } from "../../../infrastructure/kubernetes-charts";
import { objectsOf } from "../../../infrastructure/kubernetes-objects";
import { quantity } from "../../../base/quantities";
import { CHART_FACTS } from "../../../evidence/charts";
import { COUNTER_PREFIX, DEFAULT_COUNTERS, MEASURED_MEMORY, PROFILING } from "../facts/dcgm-exporter";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { asArray, asObject, isFalse, isTrue, type JsonObject, text } from "../../../terraform/stack-json";
import { at, type Check, combinedFinding, type Finding, ruleOf } from "../../../checks/check";
import TEXTS from "./texts.json";

const CHART = "dcgm-exporter";
const STACK = "kube-prometheus-stack";

export const gpuMetricsCheck: Check = {
  ...ruleOf(TEXTS, "gpu-metrics"),
  run: (plan) => {
    const releases = releasesOf(plan, CHART);
    const exported = releases.flatMap(({ values }) => countersOf(values).map(({ name }) => name));
    return [
      ...releases.flatMap((release) => [
        ...combinedFinding(release.resource, "values", exporterProblems(release)),
        ...order(plan, release),
      ]),
      ...emptyPanels(plan, new Set(exported)),
    ];
  },
};

interface CounterLine {
  readonly name: string;
  readonly type: string;
  /** @default - the line has three fields */
  readonly fault?: string;
}

/** The counters of a release: its own list, or that of the chart. */
function countersOf(values: JsonObject): CounterLine[] {
  const own = text(values["customMetrics"]) ?? "";
  if (own === "") return Object.entries(DEFAULT_COUNTERS).map(([name, type]) => ({ name, type }));
  return own
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("#"))
    .map((line) => {
      const [name = "", type = "", ...more] = line.split(",").map((field) => field.trim());
      return { name, type, ...(more.length === 1 ? {} : { fault: `"${line}" has no three fields` }) };
    });
}

function exporterProblems({ values }: HelmRelease): string[] {
  const facts = CHART_FACTS[CHART];
  const merged = facts ? effectiveValues(facts, values) : values;
  const counters = countersOf(values);
  const security = asObject(merged["securityContext"]);
  const isAdded = asArray(chartValue(security, "capabilities.add")).includes(PROFILING.capability);
  const profiling = counters.filter(({ name }) => name.startsWith(PROFILING.prefix));
  return [
    ...counters.flatMap(problemsOfCounter),
    ...(isAdded || profiling.length === 0
      ? []
      : [
          `${profiling.map(({ name }) => name).join(", ")} cannot be read without the capability ${PROFILING.capability}`,
        ]),
    ...(isAdded && profiling.length === 0
      ? [`it has the capability ${PROFILING.capability}, which only profiling counters need`]
      : []),
    ...memoryProblems(asObject(merged["resources"])),
    ...(security["runAsUser"] === 0
      ? []
      : ["it does not run as root, who alone reads from the kubelet which pods have GPUs"]),
    ...(values["customMetrics"] === undefined || Object.keys(asObject(values["podAnnotations"])).length > 0
      ? []
      : ["no annotation of its pods changes with customMetrics, so they keep the earlier counters"]),
    ...(isFalse(chartValue(merged, "serviceMonitor.enabled")) ? ["Prometheus does not scrape it"] : []),
    ...(isTrue(chartValue(merged, "serviceMonitor.honorLabels"))
      ? ["with honorLabels, no series has the labels exported_pod and exported_namespace of the dashboards"]
      : []),
  ];
}

/** Memory below that which users measured; the chart requests and allows less. */
function memoryProblems({ requests, limits }: JsonObject): string[] {
  const [request, limit] = [requests, limits].map((each) => text(asObject(each)["memory"]));
  const { least, most } = MEASURED_MEMORY;
  return [
    ...(request !== undefined && quantity(request) >= quantity(least)
      ? []
      : [`it requests ${request ?? "no"} memory, expected at least ${least}, the least that users measured`]),
    ...(limit === undefined || quantity(limit) > quantity(most)
      ? []
      : [
          `its limit is ${limit} of memory, expected more than ${most}, at which nodes with eight GPUs killed it`,
        ]),
  ];
}

function problemsOfCounter({ name, type, fault }: CounterLine): string[] {
  if (fault !== undefined) return [fault];
  const known = own(DEFAULT_COUNTERS, name);
  if (known === undefined) return [`${name} is no counter of the chart`];
  return type === known ? [] : [`${name} is a ${known}, not a ${type}`];
}

/** The release has a ServiceMonitor, a kind that the metrics stack defines. */
function order(plan: EnvironmentPlan, { resource }: HelmRelease): Finding[] {
  const [stack] = releasesOf(plan, STACK);
  if (!stack)
    return [{ ...at(resource), message: `no release ${STACK} defines the kind of its ServiceMonitor` }];
  if (dependenciesOf(plan).outlives(stack.resource, resource)) return [];
  const why = `it does not depend on ${stack.resource.address}, which defines the kind of its ServiceMonitor`;
  return [{ ...at(resource), message: why }];
}

/** Dashboards that show a counter that no exporter reads. */
const emptyPanels = (plan: EnvironmentPlan, exported: ReadonlySet<string>): Finding[] =>
  objectsOf(plan)
    .ofKind("config_map")
    .filter(({ labels }) => labels["grafana_dashboard"] !== undefined)
    .flatMap(({ resource, name, api }) => {
      const shown = JSON.stringify(api.data ?? {}).match(COUNTER) ?? [];
      const missing = [...new Set(shown)].filter((counter) => !exported.has(counter));
      return missing.length === 0
        ? []
        : [{ ...at(resource), message: `${name} shows ${missing.join(", ")}, which no exporter reads` }];
    });

const COUNTER = new RegExp(`\\b${COUNTER_PREFIX}[A-Z0-9_]+`, "g");
