import { type GpuCounterName } from "../../catalog/gpu-counters";
import { type Alert } from "./alert";

/** Alerts on the parts of the platform and on the nodes. Labels of the series name the object. */
export const platformAlerts = (): Alert[] => [
  {
    name: "PlatformUnavailable",
    severity: "critical",
    expression:
      'kube_deployment_status_replicas_available{namespace=~"kube-system|monitoring"} == 0 and kube_deployment_spec_replicas > 0',
    after: "10m",
    summary:
      "{{ $labels.deployment }} in {{ $labels.namespace }} has no running pod: load balancers, scaling or metrics do not follow changes",
    runbook:
      "kubectl -n {{ $labels.namespace }} describe deployment {{ $labels.deployment }}, then its pods.",
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
];

/** Alerts of the chart that those of this part replace. */
export const REPLACED_ALERTS = [
  "AlertmanagerFailedToSendAlerts",
  "KubeHpaMaxedOut",
  "KubeNodeNotReady",
  "KubePersistentVolumeFillingUp",
] as const;
