/**
 * Programs whose series the chart's Prometheus reads, by the beginning of the names.
 *
 * Sources: kubernetes/kube-state-metrics v2.20.0, docs/metrics; the kubelet and the API server of Kubernetes 1.36;
 * prometheus/node_exporter v1.12.1; prometheus/alertmanager v0.34.0, notify/notify.go, which creates the counters of all
 * integrations at its start (read 2026-11-23).
 */
export const EXPORTERS: Readonly<Record<string, string>> = {
  kube_: "kube-state-metrics",
  kubelet_: "kubelet",
  container_: "kubelet",
  node_: "node-exporter",
  alertmanager_: "Alertmanager",
  apiserver_: "API server",
};
