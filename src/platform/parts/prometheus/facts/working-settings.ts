/** A value with which a part of the way from a series to a message stops. */
export interface BreakingValue {
  /** As in `helm --set`. */
  readonly path: string;
  readonly value: boolean | number;
  readonly otherwise: string;
}

const off = (path: string, otherwise: string): BreakingValue => ({ path, value: false, otherwise });
const none = (path: string, otherwise: string): BreakingValue => ({ path, value: 0, otherwise });
const paused = (path: string): BreakingValue => ({
  path,
  value: true,
  otherwise: "the operator no longer makes its pods",
});

/**
 * Values by which series, rules or messages end, without an error of Helm.
 *
 * Source: `values.yaml` of the chart in prometheus-community/helm-charts at kube-prometheus-stack-88.5.3, and of its sub-chart
 * kube-state-metrics 8.4.0; prometheus-operator/prometheus-operator v0.93.0, API reference, for paused and selectors (read 2026-11-26).
 */
export const BREAKING_VALUES: readonly BreakingValue[] = [
  off("prometheus.enabled", "nothing evaluates the rules"),
  off("alertmanager.enabled", "nothing sends alerts, and the heartbeat ends"),
  off("prometheusOperator.enabled", "nothing makes the pods of Prometheus and Alertmanager"),
  off("defaultRules.create", "the chart has no alerts, also not the one that is the heartbeat"),
  off("kubeStateMetrics.enabled", "no series kube_… exist, which most alerts read"),
  off("nodeExporter.enabled", "no series node_… exist"),
  off("kubelet.enabled", "no series of containers and volumes exist"),
  off("kubeApiServer.enabled", "no series apiserver_… exist"),
  none("prometheus.prometheusSpec.replicas", "nothing evaluates the rules"),
  none("alertmanager.alertmanagerSpec.replicas", "nothing sends alerts"),
  none("kube-state-metrics.replicas", "no series kube_… exist"),
  paused("prometheus.prometheusSpec.paused"),
  paused("alertmanager.alertmanagerSpec.paused"),
];

/** The most time between two samples, and two evaluations: rules read windows of five minutes, which need two samples. */
export const MOST_BETWEEN = "2m";

/** Values with such a time. */
export const TIMES_BETWEEN: readonly string[] = ["scrapeInterval", "evaluationInterval"].map(
  (key) => `prometheus.prometheusSpec.${key}`,
);

/** Selectors of objects that Prometheus reads, by the kind of the objects. A selector of namespaces has their labels. */
export const SELECTORS = [
  { kind: "PrometheusRule", objects: "ruleSelector", namespaces: "ruleNamespaceSelector" },
  {
    kind: "ServiceMonitor",
    objects: "serviceMonitorSelector",
    namespaces: "serviceMonitorNamespaceSelector",
  },
] as const;

/**
 * Groups of the chart's rules that judge what EKS does not show or have, so that they may be off. From memory, unconfirmed: the names
 * are those of `defaultRules.rules`.
 */
export const NEEDLESS_GROUPS: ReadonlySet<string> = new Set([
  "etcd",
  "kubeControllerManager",
  "kubeProxy",
  "kubeSchedulerAlerting",
  "kubeSchedulerRecording",
  "windows",
]);
