import { type GpuCounterName } from "../../facts/gpu-counters";
import { GPU_EXPORTER } from "../gpu-metrics/names";
import { type Alert } from "./alert";
import { NPX } from "../../base/program-name";

/**
 * Series that every cluster has while its exporters work, with the labels by which alerts choose them. Without them, these alerts never
 * fire. Those of kube-state-metrics that exist only during a fault, such as `kube_pod_status_unschedulable`, come from the same program.
 *
 * Sources: kube-state-metrics, internal/store/utils.go: a condition has a series for each status; Alertmanager 0.34.0, notify/metrics.go: failures
 * have a series for each integration from the start (read 2026-11-24).
 */
const ALWAYS = [
  "kube_daemonset_status_desired_number_scheduled",
  "kube_daemonset_status_number_available",
  "kube_deployment_spec_replicas",
  "kube_deployment_status_replicas_available",
  'kube_deployment_status_condition{condition="Progressing",status="false"}',
  'kube_node_status_condition{condition="Ready",status="true"}',
  "kube_pod_container_status_restarts_total",
  'kube_pod_container_resource_limits{resource="memory"}',
  "kube_statefulset_replicas",
  "kube_statefulset_status_replicas_available",
  "container_memory_working_set_bytes",
  "kubelet_volume_stats_available_bytes",
  "kubelet_volume_stats_capacity_bytes",
  'node_filesystem_avail_bytes{mountpoint="/",fstype!=""}',
  'node_filesystem_size_bytes{mountpoint="/",fstype!=""}',
  'alertmanager_notifications_failed_total{integration="sns"}',
  "apiserver_request_total",
] as const;

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

/**
 * Workloads of the platform without a pod. A DaemonSet can have no node, and the others can rest at zero replicas. Rules of the chart
 * kube-prometheus-stack warn of a part of the pods.
 *
 * Source: kubernetes/kube-state-metrics v2.20.0, docs/metrics/workload, for series and labels (read 2026-11-28).
 */
const workloadAlerts = (namespaces: readonly string[]): Alert[] => {
  const within = `{namespace=~"${namespaces.join("|")}"}`;
  return [
    {
      name: "PlatformUnavailable",
      severity: "critical",
      expression: `kube_deployment_status_replicas_available${within} == 0 and kube_deployment_spec_replicas > 0`,
      after: "10m",
      summary:
        "{{ $labels.deployment }} in {{ $labels.namespace }} has no running pod: what it serves stops, and objects whose webhooks it answers are refused",
      runbook:
        "kubectl -n {{ $labels.namespace }} describe deployment {{ $labels.deployment }}, then its pods. The runbook of the environment lists the webhooks.",
    },
    {
      name: "StatefulSetUnavailable",
      severity: "critical",
      expression: `kube_statefulset_status_replicas_available${within} == 0 and kube_statefulset_replicas > 0`,
      after: "10m",
      summary:
        "{{ $labels.statefulset }} in {{ $labels.namespace }} has no running pod: what it serves stops",
      runbook:
        "kubectl -n {{ $labels.namespace }} describe statefulset {{ $labels.statefulset }}, then its pods. A pod that waits for its volume needs a node in the zone of the volume.",
    },
    {
      name: "DaemonSetUnavailable",
      severity: "critical",
      expression: `kube_daemonset_status_number_available${within} == 0 and kube_daemonset_status_desired_number_scheduled > 0`,
      after: "10m",
      summary:
        "{{ $labels.daemonset }} in {{ $labels.namespace }} runs on none of its nodes: they have no network, volumes, devices, logs or metrics by it",
      runbook:
        "kubectl -n {{ $labels.namespace }} describe daemonset {{ $labels.daemonset }}, then its pods. Pods of it that all fail at once have a new version, setting or role in common.",
    },
  ];
};

/** Alerts on the parts of the platform and on the nodes. Labels of the series name the object. */
export const platformAlerts = (namespaces: readonly string[]): Alert[] => [
  ...workloadAlerts(namespaces),
  {
    name: "WebhookFails",
    severity: "critical",
    // A ReplicaSet whose pod is refused tries again after twice the time, up to 1,000 seconds. A restart of the pods that answer is
    // over before.
    expression:
      'sum by (name) (increase(apiserver_admission_webhook_rejection_count{error_type="calling_webhook_error"}[18m])) > 0',
    after: "20m",
    summary:
      "The webhook {{ $labels.name }} does not answer, so the Kubernetes API refuses objects: pods that stop are not replaced, and applies fail",
    runbook: `${NPX} show runbook: its symptom failed calling webhook names the Deployment that answers. Describe it and its pods. Pods that run keep serving.`,
  },
  {
    name: "NodesNotAdded",
    severity: "warning",
    expression: "sum(kube_pod_status_unschedulable) > 0",
    after: "30m",
    summary: "{{ $value }} pods have waited for a node for half an hour",
    runbook:
      "kubectl get pods -A --field-selector=status.phase=Pending, then describe one. Its events name a full group, a quota of EC2, or an autoscaler that fails.",
  },
  {
    name: "NodeNotReady",
    severity: "warning",
    expression: 'kube_node_status_condition{condition="Ready",status="true"} == 0',
    after: "15m",
    summary: "Node {{ $labels.node }} is not ready",
    runbook: "kubectl describe node {{ $labels.node }}; its group replaces a node whose instance has failed.",
  },
  {
    name: "VolumeFull",
    severity: "critical",
    expression: "kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes < 0.1",
    after: "15m",
    summary: "The volume of {{ $labels.persistentvolumeclaim }} in {{ $labels.namespace }} is over 90 % full",
    runbook: `Grow the claim, here to 100 GiB: kubectl -n {{ $labels.namespace }} patch persistentvolumeclaim {{ $labels.persistentvolumeclaim }} --patch '{"spec": {"resources": {"requests": {"storage": "100Gi"}}}}'. Then set the same size in the file.`,
  },
  {
    name: "NodeDiskFull",
    severity: "warning",
    expression:
      'max by (instance) (1 - node_filesystem_avail_bytes{mountpoint="/",fstype!=""} / node_filesystem_size_bytes{mountpoint="/",fstype!=""}) > 0.85',
    after: "15m",
    summary:
      "The disk of node {{ $labels.instance }} is over 85 % full, at which the kubelet removes images and then pods",
    runbook:
      "Raise diskGiB of its node group; until then, find the pod with kubectl describe node and its ephemeral storage.",
  },
  {
    name: "AlertsNotSent",
    severity: "critical",
    expression: 'sum(rate(alertmanager_notifications_failed_total{integration="sns"}[15m])) > 0',
    after: "15m",
    summary: "Alertmanager cannot publish alerts; the heartbeat alarm follows by another way",
    runbook:
      "kubectl -n monitoring logs alertmanager-kube-prometheus-stack-alertmanager-0 -c alertmanager has the error: AccessDenied is the role or the key, a timeout the endpoint of SNS or STS.",
  },
  seriesMissing(
    "ExporterSeriesMissing",
    ALWAYS.map((series) => named(`absent(${series})`, series)).join(" or "),
  ),
];

const ERROR: GpuCounterName = "DCGM_FI_DEV_XID_ERRORS";

/** Alerts on GPUs. The counter keeps the code of the last error, so a change shows a new one. */
export const gpuAlerts = (): Alert[] => [
  {
    name: "GpuError",
    severity: "warning",
    expression: `max by (Hostname, gpu) (${ERROR}) > 0 and max by (Hostname, gpu) (changes(${ERROR}[1h])) > 0`,
    after: "0m",
    summary: "Device {{ $labels.gpu }} of node {{ $labels.Hostname }} reported the error XID {{ $value }}",
    runbook:
      "Look up the code in NVIDIA's list of XID errors: 13, 31 and 43 are faults of a program. For others, drain the node and terminate its instance: kubectl drain {{ $labels.Hostname }} --ignore-daemonsets --delete-emptydir-data.",
  },
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
