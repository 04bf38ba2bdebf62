import { MODEL_METRICS, type ModelMetric } from "../../src/environment/facts/model-metrics";
import { VLLM_FACTS } from "../../src/evidence/vllm";
import { kserveSeries } from "./kserve-metrics";

/**
 * Metrics of the exporters in the chart kube-prometheus-stack 88.5.3 that expressions here may name.
 *
 * Sources: rules and dashboards of the chart itself, which read all of them but the restarts; kubernetes/kube-state-metrics,
 * docs/metrics/workload, for pods and autoscalers (read 2026-11-22). No exporter was run.
 */
const OF_EXPORTERS = [
  "alertmanager_notifications_failed_total",
  "apiserver_admission_webhook_rejection_count",
  "apiserver_request_total",
  "container_cpu_usage_seconds_total",
  "container_memory_working_set_bytes",
  "kube_daemonset_status_desired_number_scheduled",
  "kube_daemonset_status_number_available",
  "kube_deployment_spec_replicas",
  "kube_deployment_status_condition",
  "kube_deployment_status_replicas_available",
  "kube_horizontalpodautoscaler_spec_max_replicas",
  "kube_horizontalpodautoscaler_spec_min_replicas",
  "kube_horizontalpodautoscaler_status_condition",
  "kube_horizontalpodautoscaler_status_current_replicas",
  "kube_horizontalpodautoscaler_status_desired_replicas",
  "kube_node_status_condition",
  "kube_pod_container_resource_limits",
  "kube_pod_container_resource_requests",
  "kube_pod_container_status_restarts_total",
  "kube_pod_container_status_waiting_reason",
  "kube_pod_status_phase",
  "kube_pod_status_unschedulable",
  "kube_statefulset_replicas",
  "kube_statefulset_status_replicas_available",
  "kubelet_volume_stats_available_bytes",
  "kubelet_volume_stats_capacity_bytes",
  "kubelet_volume_stats_used_bytes",
  "node_cpu_seconds_total",
  "node_filesystem_avail_bytes",
  "node_filesystem_size_bytes",
  "node_memory_MemAvailable_bytes",
  "node_memory_MemTotal_bytes",
  "up",
];

/**
 * Counters of NVIDIA GPUs that the chart dcgm-exporter 4.8.2 exports, as far as expressions here name them.
 *
 * Source: `deployment/templates/metrics-configmap.yaml` of NVIDIA/dcgm-exporter at 4.5.3-4.8.2 (read 2026-11-22).
 */
export const OF_GPU_EXPORTER: readonly string[] = [
  "DCGM_FI_DEV_FB_FREE",
  "DCGM_FI_DEV_FB_USED",
  "DCGM_FI_DEV_GPU_TEMP",
  "DCGM_FI_DEV_GPU_UTIL",
  "DCGM_FI_DEV_MEM_COPY_UTIL",
  "DCGM_FI_DEV_POWER_USAGE",
  "DCGM_FI_DEV_XID_ERRORS",
];

const ENDINGS = new Map([
  ["counter", [""]],
  ["gauge", [""]],
  ["histogram", ["_bucket", "_sum", "_count"]],
]);

/** Names of series of vLLM, by its source. */
export const VLLM_SERIES: ReadonlySet<string> = new Set(
  Object.entries(VLLM_FACTS.metrics).flatMap(([name, { type }]) =>
    (ENDINGS.get(type) ?? []).map((ending) => `${name}${ending}`),
  ),
);

/** Names of series of the contract, of the servers of KServe, and of all exporters. */
export const KNOWN_SERIES: ReadonlySet<string> = new Set([
  ...OF_EXPORTERS,
  ...OF_GPU_EXPORTER,
  ...kserveSeries("answered").map(({ metric }) => metric),
  ...Object.entries<ModelMetric>(MODEL_METRICS).flatMap(([name, { type }]) =>
    (ENDINGS.get(type) ?? []).map((ending) => `${name}${ending}`),
  ),
]);
