import { PROMETHEUS } from "../../environment/prometheus";
import { component } from "../../platform/contract";
import { prometheusRules } from "./rules";
import { type PrometheusSettings, settings } from "./settings";
import { prometheusValues } from "./values";

/**
 * Metrics of models, pods and nodes, with dashboards and alerts.
 *
 * Source: prometheus-community/helm-charts, kube-prometheus-stack 88.5.3 with its sub-charts kube-state-metrics 8.4.0,
 * prometheus-node-exporter 4.56.1 and grafana 12.11.1 (read and rendered 2026-11-22).
 */
export const prometheus = component<PrometheusSettings>({
  id: "prometheus",
  title: "Prometheus stack",
  kinds: {
    "monitoring.coreos.com": [
      ...[
        "alertmanagerconfigs",
        "alertmanagers",
        "podmonitors",
        "probes",
        "prometheusagents",
        "prometheuses",
      ],
      ...["prometheusrules", "scrapeconfigs", "servicemonitors", "thanosrulers"],
    ],
  },
  opensPages: {
    people: ["operators"],
    workloads: [
      "kube-prometheus-stack-grafana",
      "prometheus-kube-prometheus-stack-prometheus",
      "alertmanager-kube-prometheus-stack-alertmanager",
    ],
  },
  settings,
  rules: prometheusRules,
  provides: ["service-monitors"],
  requires: ["volumes"],
  charts: [
    {
      name: PROMETHEUS.release,
      id: "Release",
      repository: "https://prometheus-community.github.io/helm-charts",
      version: "88.5.3",
      images: {
        operator: { repository: "quay.io/prometheus-operator/prometheus-operator", tag: "v0.93.1" },
        reloader: { repository: "quay.io/prometheus-operator/prometheus-config-reloader", tag: "v0.93.1" },
        certgen: { repository: "ghcr.io/jkroepke/kube-webhook-certgen", tag: "1.8.7" },
        prometheus: { repository: "quay.io/prometheus/prometheus", tag: "v3.14.0-distroless" },
        alertmanager: { repository: "quay.io/prometheus/alertmanager", tag: "v0.34.0" },
        grafana: { repository: "docker.io/grafana/grafana", tag: "13.2.0" },
        sidecar: { repository: "quay.io/kiwigrid/k8s-sidecar", tag: "2.10.1" },
        objects: { repository: "registry.k8s.io/kube-state-metrics/kube-state-metrics", tag: "v2.20.0" },
        nodes: { repository: "quay.io/prometheus/node-exporter", tag: "v1.12.1-distroless" },
      },
      namespace: PROMETHEUS.namespace,
      podSecurity: "privileged",
      whyPrivileged:
        "node-exporter measures the node: host network, host process ids, host paths; all other pods meet restricted",
      values: (refs, { settings: given, config }) => prometheusValues(refs, given, config),
      crdsCommand: { output: "prometheus_crds_command", of: "Prometheus" },
    },
  ],
  needs: () => ({ fromControlPlane: [{ port: 10250, why: "webhooks of the Prometheus operator" }] }),
});
