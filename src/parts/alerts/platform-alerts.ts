import { type GPU_COUNTERS } from "../../facts/gpu-counters";
import { GPU_EXPORTER } from "../gpu-metrics/names";
import { type Alert } from "./alert";
import FIXED from "./fixed-alerts.json";
import { NPX } from "../../base/program-name";

const seriesMissing = (name: string, expression: string): Alert => ({
  name,
  severity: "warning",
  expression,
  after: "30m",
  summary: "Prometheus has no series {{ $labels.metric }}, so alerts that read it never fire",
  runbook:
    "kubectl -n monitoring port-forward service/kube-prometheus-stack-prometheus 9090, then the page /targets: the target of the exporter is down or missing. If it is up, its version or a setting has removed the metric or a label of it.",
});

/** The name of the metric as a label, which `absent()` does not give. */
const named = (expression: string, series: string): string =>
  `label_replace(${expression}, "metric", "${series.replace(/\{.*/, "")}", "", "")`;

const ERROR: keyof typeof GPU_COUNTERS = "DCGM_FI_DEV_XID_ERRORS";

/** An alert whose expression and runbook have names of values, such as `{namespaces}`. */
interface AlertRow extends Omit<Alert, "severity" | "model"> {
  readonly severity: string;
}

/** Alerts of rows, with the values of an environment in place of their names. A severity that is none is a warning. */
function alertsOf(rows: readonly AlertRow[], namespaces: readonly string[]): Alert[] {
  const filled = (text: string): string =>
    text
      .replaceAll("{namespaces}", `{namespace=~"${namespaces.join("|")}"}`)
      .replaceAll("{program}", NPX)
      .replaceAll("{error}", ERROR);
  return rows.map(({ name, severity, expression, after, summary, runbook }) => ({
    name,
    severity: severity === "critical" ? "critical" : "warning",
    expression: filled(expression),
    after,
    summary,
    runbook: filled(runbook),
  }));
}

/**
 * Alerts on the parts of the platform and on the nodes. Labels of the series name the object. A
 * DaemonSet can have no node, and the others can rest at zero replicas. Rules of the chart
 * kube-prometheus-stack warn of a part of the pods.
 */
export const platformAlerts = (namespaces: readonly string[]): Alert[] => [
  ...alertsOf([...FIXED.workloads, ...FIXED.platform], namespaces),
  // Without these series, the alerts never fire. Those of kube-state-metrics that exist only during a fault come from
  // the same program.
  seriesMissing(
    "ExporterSeriesMissing",
    FIXED.always.map((series) => named(`absent(${series})`, series)).join(" or "),
  ),
];

/** Alerts on GPUs. The counter keeps the code of the last error, so a change shows a new one. */
export const gpuAlerts = (): Alert[] => [
  ...alertsOf(FIXED.gpus, []),
  // Without a GPU node, the exporter has no pod and no series.
  seriesMissing(
    "GpuSeriesMissing",
    named(
      `sum(kube_daemonset_status_number_available{namespace="${GPU_EXPORTER.namespace}",daemonset="${GPU_EXPORTER.release}"}) > 0 and on () absent(${ERROR})`,
      ERROR,
    ),
  ),
];

/** Alerts of the chart that those of this part replace. */
export const REPLACED_ALERTS = [
  "AlertmanagerFailedToSendAlerts",
  "KubeHpaMaxedOut",
  "KubeNodeNotReady",
  "KubePersistentVolumeFillingUp",
] as const;
