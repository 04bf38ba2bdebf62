import {
  RECORDED_MINUTES,
  type FaultCase,
  type RecordedSeries,
  always,
  growing,
  missing,
  series,
} from "./fault-case";

const NODE = "ip-10-0-1-17.internal";
const READY = { node: NODE, condition: "Ready", status: "true" };
const CLAIM = { namespace: "monitoring", persistentvolumeclaim: "data-0" };
const DISK = { instance: "10.0.1.17:9100", mountpoint: "/", fstype: "xfs", device: "/dev/nvme0n1p1" };
const SENT = { integration: "sns", reason: "other" };
const GPU = { Hostname: NODE, gpu: "0" };
const GPU_EXPORTER = { namespace: "gpu-metrics", daemonset: "dcgm-exporter" };
const GB = 1e9;

const READY_NODE = "kube_node_status_condition";
const FREE = "kubelet_volume_stats_available_bytes";
const FREE_DISK = "node_filesystem_avail_bytes";
const REFUSED = "apiserver_admission_webhook_rejection_count";
const WAITING = "kube_pod_status_unschedulable";
const NOT_SENT = "alertmanager_notifications_failed_total";
const XID = "DCGM_FI_DEV_XID_ERRORS";

/** Programs whose series all alerts on them need, by the beginnings of the names. */
const EXPORTED = [
  ["kube-state-metrics", /^kube_/],
  ["the kubelet", /^(kubelet_|container_)/],
  ["node-exporter", /^node_/],
  ["the Kubernetes API", /^apiserver_/],
  ["Alertmanager", /^alertmanager_/],
] as const;

/** Series of exporters in a cluster in which everything works. */
export const healthyPlatform = (hasGpus: boolean): RecordedSeries[] => [
  always(READY_NODE, READY, 1),
  always(FREE, CLAIM, 30 * GB),
  always("kubelet_volume_stats_capacity_bytes", CLAIM, 50 * GB),
  always(FREE_DISK, DISK, 30 * GB),
  always("node_filesystem_size_bytes", DISK, 50 * GB),
  always(NOT_SENT, SENT, 0),
  growing("apiserver_request_total", { verb: "GET", code: "200" }, 50),
  ...(hasGpus ? [always(XID, GPU, 0)] : []),
];

/**
 * Faults of the platform and the nodes.
 *
 * Sources: kubernetes/kube-state-metrics v2.20.0, docs/metrics (node, pod, deployment); kubernetes.io, "Metrics For
 * Kubernetes System Components", for the kubelet and the API server; prometheus/node_exporter v1.12.1, filesystem
 * collector; prometheus/alertmanager v0.34.0, notify/metrics.go; NVIDIA/dcgm-exporter 4.5.3-4.8.2, field
 * DCGM_FI_DEV_XID_ERRORS (read 2026-11-26). The kubelet evicts pods at 85 % of its disk by default (kubernetes.io,
 * "Node-pressure Eviction", read 2026-11-26).
 *
 * @param healthy series of the whole environment, of which a program that stops takes its own
 */
export const platformCases = (hasGpus: boolean, healthy: readonly RecordedSeries[]): FaultCase[] => [
  {
    fault: "a webhook does not answer",
    severity: "critical",
    minutes: 60,
    // A ReplicaSet tries again after twice the time of its last attempt.
    series: [series(REFUSED, refusal("calling_webhook_error"), "_x20 1 6 8 9 10x2 11x4 12x8 13x10 14x400")],
    quiet: {
      "it answers after a minute": [series(REFUSED, refusal("calling_webhook_error"), "_x10 1 6 8x400")],
      "it refuses wrong objects": [growing(REFUSED, refusal("no_error"), 1)],
    },
    toldBy: { amountAbove: [0, 5] },
  },
  {
    fault: "pods wait for a node",
    severity: "warning",
    minutes: 60,
    series: [always(WAITING, { namespace: "kube-system", pod: "a" }, 1)],
    quiet: {
      "a node comes within twenty minutes": [
        series(WAITING, { namespace: "kube-system", pod: "a" }, "1x20 stale _x400"),
      ],
    },
    toldBy: { amountAbove: [0, 1] },
  },
  {
    fault: "a node is not ready",
    severity: "warning",
    minutes: 30,
    series: [always(READY_NODE, READY, 0)],
    quiet: { "it is away for five minutes": [series(READY_NODE, READY, "1x20 0x5 1x400")] },
  },
  {
    fault: "a volume is full",
    severity: "critical",
    minutes: 30,
    series: [always(FREE, CLAIM, 2 * GB)],
    quiet: { "half of it is free": [always(FREE, CLAIM, 25 * GB)] },
    toldBy: { shareBelow: [0.04, 0.4], shareAbove: [0.6, 0.96] },
  },
  {
    fault: "the disk of a node is full",
    severity: "warning",
    minutes: 30,
    series: [always(FREE_DISK, DISK, 3 * GB)],
    quiet: { "half of it is free": [always(FREE_DISK, DISK, 25 * GB)] },
    toldBy: { shareBelow: [0.06, 0.4], shareAbove: [0.6, 0.94] },
  },
  {
    fault: "alerts are not sent",
    severity: "critical",
    minutes: 45,
    series: [growing(NOT_SENT, SENT, 2)],
    quiet: {
      "failures of last week": [always(NOT_SENT, SENT, 40)],
      "another way fails that nobody uses": [growing(NOT_SENT, { ...SENT, integration: "email" }, 2)],
    },
  },
  ...EXPORTED.map((exporter) => exporterCase(exporter, healthy)),
  ...(hasGpus ? gpuCases() : []),
];

function refusal(error: string): RecordedSeries["labels"] {
  return {
    name: "mpod.elbv2.k8s.aws",
    type: "admit",
    operation: "CREATE",
    error_type: error,
    rejection_code: "0",
  };
}

function exporterCase(
  [name, ofIt]: (typeof EXPORTED)[number],
  healthy: readonly RecordedSeries[],
): FaultCase {
  const own = healthy.filter(({ metric }) => ofIt.test(metric));
  return {
    fault: `no series of ${name} are read`,
    severity: "warning",
    minutes: 60,
    series: own.map(missing),
    quiet: { "it restarts": own.map(restarted) },
  };
}

/** A series with a gap of ten minutes. A counter begins again. */
function restarted({ metric, labels, values }: RecordedSeries): RecordedSeries {
  const steady = values.slice(0, values.lastIndexOf("x"));
  return series(metric, labels, `${steady}x10 stale _x10 ${steady}x${RECORDED_MINUTES}`);
}

const gpuCases = (): FaultCase[] => [
  {
    fault: "a GPU reports an error",
    severity: "warning",
    minutes: 45,
    series: [series(XID, GPU, "0x20 79x400")],
    quiet: { "the code of last week": [always(XID, GPU, 13)] },
  },
  {
    fault: "no series of the exporter of GPUs are read",
    severity: "warning",
    minutes: 60,
    series: [missing({ metric: XID, labels: GPU })],
    quiet: {
      "no node has a GPU": [
        missing({ metric: XID, labels: GPU }),
        always("kube_daemonset_status_number_available", GPU_EXPORTER, 0),
      ],
    },
  },
];
