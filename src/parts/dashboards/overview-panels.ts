import { type ServerMetrics } from "../../environment/server-metrics";
import { INTERVAL, type Panel } from "./panel";

/** Panels of all APIs of a namespace beside each other, by the series of their servers, and of the nodes under them. */
export function overviewPanels(namespace: string, servers: readonly ServerMetrics[]): Panel[] {
  const inNamespace = (...more: readonly string[]): string =>
    `{${[`namespace="${namespace}"`, ...more].join(",")}}`;
  const perService = (expression: string) => [{ expression, legend: "{{service}}" }];
  const rate = (metric: string, ...labels: readonly string[]): string =>
    `sum by (service) (rate(${metric}${inNamespace(...labels)}[${INTERVAL}]))`;
  const counted = servers.flatMap((server) => server.codes ?? []);
  return [
    {
      title: "Requests",
      description: "How many requests does each API finish in a second?",
      unit: "reqps",
      queries: servers.flatMap((server) =>
        perService(rate(server.codes?.metric ?? `${server.duration.metric}_count`)),
      ),
    },
    {
      title: "Errors",
      description: "Which part of the requests of each API fails?",
      unit: "percentunit",
      queries: counted.flatMap(({ metric, label, failed }) =>
        perService(`${rate(metric, `${label}=~"${failed}"`)} / ${rate(metric)}`),
      ),
    },
    {
      title: "Latency of 95 %",
      description: "Within which time does each API answer 95 % of its requests?",
      unit: "s",
      queries: servers.flatMap(({ duration }) =>
        perService(
          `histogram_quantile(0.95, sum by (service, le) (rate(${duration.metric}_bucket${inNamespace()}[${INTERVAL}])))`,
        ),
      ),
    },
    {
      title: "Replicas, as a share of the maximum",
      description: "At 1, the autoscaler adds no more pods.",
      unit: "percentunit",
      queries: [
        {
          expression: `kube_horizontalpodautoscaler_status_current_replicas${inNamespace()} / kube_horizontalpodautoscaler_spec_max_replicas${inNamespace()}`,
          legend: "{{horizontalpodautoscaler}}",
        },
      ],
    },
    {
      title: "Pods without a node",
      description: "Pods that wait for a node, or start.",
      unit: "short",
      queries: [
        {
          expression: `sum by (namespace) (kube_pod_status_phase{phase="Pending"})`,
          legend: "{{namespace}}",
        },
      ],
    },
    ...NODE_PANELS,
  ];
}

const NODE_PANELS: readonly Panel[] = [
  {
    title: "CPU of nodes",
    description: "Which part of each node's CPU is used?",
    unit: "percentunit",
    queries: [
      {
        expression: `1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[${INTERVAL}]))`,
        legend: "{{instance}}",
      },
    ],
  },
  {
    title: "Memory of nodes",
    description: "Which part of each node's memory is used?",
    unit: "percentunit",
    queries: [
      {
        expression: "1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes",
        legend: "{{instance}}",
      },
    ],
  },
  {
    title: "Volumes",
    description: "Which part of each volume is used?",
    unit: "percentunit",
    queries: [
      {
        expression: "kubelet_volume_stats_used_bytes / kubelet_volume_stats_capacity_bytes",
        legend: "{{namespace}} {{persistentvolumeclaim}}",
      },
    ],
  },
];
