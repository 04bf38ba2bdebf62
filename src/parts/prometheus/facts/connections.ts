import { type ChartConnection, DNS, calling, place, program } from "../../../evidence/chart-connections";

const PROMETHEUS = program("prometheus-kube-prometheus-stack-prometheus");
const ALERTMANAGER = program("alertmanager-kube-prometheus-stack-alertmanager");
const GRAFANA = program("kube-prometheus-stack-grafana");
const OBJECTS = program("kube-prometheus-stack-kube-state-metrics");
const OPERATOR = program("kube-prometheus-stack-operator");
const HOOKS = ["create", "patch"].map((job) => program(`kube-prometheus-stack-admission-${job}`));

const SENDING = { ifRunning: "alerts" } as const;

/** A connection of Prometheus to a target, which it finds by its address. */
export const scraped = (
  to: ChartConnection["to"],
  port: number | undefined,
  what: string,
): ChartConnection => ({
  from: PROMETHEUS,
  to,
  port,
  why: `metrics of ${what}`,
});

/**
 * A connection of Prometheus for its own metrics does not leave its pod.
 *
 * Sources: prometheus-community/helm-charts, kube-prometheus-stack 88.5.3, ServiceMonitors and the data sources of Grafana,
 * and kube-state-metrics 8.4.0; grafana-community/helm-charts, grafana 12.11.1; prometheus-operator/prometheus-operator
 * v0.93.0, pods of Prometheus and Alertmanager (read 2026-11-22).
 */
export const CONNECTIONS: Readonly<Record<string, readonly ChartConnection[]>> = {
  "kube-prometheus-stack": [
    calling(PROMETHEUS, "finds its targets"),
    scraped(place("control plane"), 443, "the API server, at its own addresses"),
    scraped(place("nodes"), 10250, "kubelets and containers"),
    scraped(place("nodes"), 9100, "nodes, by node-exporter"),
    scraped(place("CoreDNS"), 9153, "CoreDNS"),
    scraped(place("scraped models"), undefined, "models"),
    scraped(ALERTMANAGER, 9093, "Alertmanager, and alerts"),
    scraped(ALERTMANAGER, 8080, "the config reloader of Alertmanager"),
    scraped(GRAFANA, 3000, "Grafana"),
    scraped(OBJECTS, 8080, "objects of the cluster"),
    scraped(OPERATOR, 10250, "the operator"),
    { from: GRAFANA, to: PROMETHEUS, port: 9090, why: "queries of dashboards" },
    { from: GRAFANA, to: ALERTMANAGER, port: 9093, why: "alerts in dashboards" },
    ...DNS.map((dns) => ({ from: GRAFANA, ...dns, why: "names of its data sources" })),
    calling(GRAFANA, "its sidecars watch ConfigMaps"),
    calling(OBJECTS, "lists objects"),
    calling(OPERATOR, "watches and makes objects"),
    ...HOOKS.map((hook) => calling(hook, "stores the certificate of the webhooks")),
    { from: place("control plane"), to: OPERATOR, port: 10250, why: "webhooks" },
    ...DNS.map((dns) => ({ from: ALERTMANAGER, ...dns, why: "names of AWS services", ...SENDING })),
    {
      from: ALERTMANAGER,
      to: place("notification services"),
      port: 443,
      why: "sends notifications",
      ...SENDING,
    },
  ],
};
