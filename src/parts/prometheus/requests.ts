import { type PartRequests } from "../../platform/part-requests";

export const REQUESTS = {
  "kube-prometheus-stack/operator": {
    requests: { cpu: "50m", memory: "128Mi" },
    limits: { memory: "256Mi" },
    reason:
      "an estimate of this project: it watches monitors and rules of all namespaces, and its memory grows with their number",
    asOf: "2026-11-22",
  },
  "kube-prometheus-stack/config-reloader": {
    requests: { cpu: "10m", memory: "32Mi" },
    limits: { memory: "64Mi" },
    reason:
      "an estimate of this project: it compares files and calls one endpoint; two run in the pod of Prometheus, one of them before the start",
    asOf: "2026-11-22",
  },
  "kube-prometheus-stack/certgen": {
    requests: { cpu: "10m", memory: "32Mi" },
    limits: { memory: "128Mi" },
    reason: "an estimate of this project: a Job of the release makes one certificate",
    asOf: "2026-11-22",
  },
  "kube-prometheus-stack/prometheus": {
    requests: { cpu: "250m", memory: "2Gi" },
    limits: { memory: "2Gi" },
    reason:
      "an estimate of this project: a cluster of less than 20 nodes has some 100,000 time series; `memoryGiB` replaces the memory",
    asOf: "2026-11-22",
  },
  "kube-prometheus-stack/alertmanager": {
    requests: { cpu: "20m", memory: "64Mi" },
    limits: { memory: "128Mi" },
    reason: "an estimate of this project: it holds alerts and silences of one cluster",
    asOf: "2026-11-22",
  },
  "kube-prometheus-stack/grafana": {
    requests: { cpu: "100m", memory: "256Mi" },
    limits: { memory: "512Mi" },
    reason: "an estimate of this project: some users look at dashboards at the same time",
    asOf: "2026-11-22",
  },
  "kube-prometheus-stack/grafana-sidecar": {
    requests: { cpu: "10m", memory: "96Mi" },
    limits: { memory: "192Mi" },
    reason:
      "an estimate of this project: it watches the ConfigMaps of one namespace; two run in the pod of Grafana",
    asOf: "2026-11-22",
  },
  "kube-prometheus-stack/kube-state-metrics": {
    requests: { cpu: "20m", memory: "96Mi" },
    limits: { memory: "256Mi" },
    reason: "an estimate of this project: its memory grows with the objects of the cluster",
    asOf: "2026-11-22",
  },
  "kube-prometheus-stack/node-exporter": {
    requests: { cpu: "20m", memory: "32Mi" },
    limits: { memory: "128Mi" },
    reason: "an estimate of this project: one on each node, which it measures every 30 seconds",
    asOf: "2026-11-22",
  },
} as const satisfies Record<string, PartRequests>;
