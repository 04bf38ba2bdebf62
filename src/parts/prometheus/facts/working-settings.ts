import facts from "./values-breaking.json";

/** A value with which a part of the way from a series to a message stops. */
export interface BreakingValue {
  /** As in `helm --set`. */
  readonly path: string;
  readonly value: boolean | number;
  readonly otherwise: string;
}

/** Values by which series, rules or messages end, without an error of Helm. */
export const BREAKING_VALUES: readonly BreakingValue[] = facts.values;

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
