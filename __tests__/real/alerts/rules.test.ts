import { ALERT_NAMES, GROUPS, documented } from "./harness/emitted";
import { type Answer } from "./harness/model-server";
import { type ExpectedAlert, checkRules, testRules } from "./harness/promtool";
import { type Series, recorded } from "./harness/recorded-series";

const NAMESPACE = "ml-inference";
const POD = "api-6d4cf56db6-x2x7k";

/** Names that the emitted texts have instead of the words of the page. */
const WORDS = { NAMESPACE, MODEL: "api" };

type Labels = Readonly<Record<string, string>>;

/** A metric of an exporter at every minute, in the notation of promtool. */
const series = (metric: string, labels: Labels, values: string): Series => ({
  series: `${metric}{${Object.entries(labels)
    .map(([name, value]) => `${name}="${value}"`)
    .join(",")}}`,
  values,
});
const expected = (
  alertname: string,
  severity: "critical" | "warning",
  labels: Labels,
  words: Labels = {},
): ExpectedAlert => ({
  exp_labels: { severity, ...labels },
  exp_annotations: documented(alertname, severity, { ...WORDS, ...words }),
});

const DEPLOYMENT = { namespace: NAMESPACE, deployment: "api" };
const AUTOSCALER = { namespace: NAMESPACE, horizontalpodautoscaler: "api" };
const CONTAINER = { namespace: NAMESPACE, pod: POD, container: "api" };
const OF_MODEL = { model: "api" };
const replicas = (wanted: number): Series =>
  series("kube_deployment_spec_replicas", DEPLOYMENT, `${wanted}x60`);
const available = (number: number): Series =>
  series("kube_deployment_status_replicas_available", DEPLOYMENT, `${number}x60`);
const GIB = 2 ** 30;

const TARGET = { namespace: NAMESPACE, service: "api", pod: POD };
const UP = series("up", TARGET, "1x60");

/** The histogram of the contract, as far as alerts read it. */
const histogram = (values: string): Series[] => [
  ...["0.5", "1", "+Inf"].map((le) =>
    series("model_request_duration_seconds_bucket", { ...TARGET, le }, values),
  ),
  series("model_request_duration_seconds_count", TARGET, values),
];

const ROOT_DISK = { mountpoint: "/", fstype: "xfs" };

/** Series that exporters of every cluster have, with the labels by which alerts choose them. */
const EXPORTED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  alertmanager_notifications_failed_total: { integration: "sns", reason: "other" },
  apiserver_request_total: {},
  container_memory_working_set_bytes: {},
  kube_daemonset_status_desired_number_scheduled: {},
  kube_daemonset_status_number_available: {},
  kube_deployment_spec_replicas: {},
  kube_deployment_status_condition: { condition: "Progressing", status: "false" },
  kube_deployment_status_replicas_available: {},
  kube_node_status_condition: { condition: "Ready", status: "true" },
  kube_pod_container_resource_limits: { resource: "memory" },
  kube_pod_container_status_restarts_total: {},
  kube_statefulset_replicas: {},
  kube_statefulset_status_replicas_available: {},
  kubelet_volume_stats_available_bytes: {},
  kubelet_volume_stats_capacity_bytes: {},
  node_filesystem_avail_bytes: ROOT_DISK,
  node_filesystem_size_bytes: ROOT_DISK,
};

/** A series of each metric that exporters of every cluster have, with other series of some. */
const exporters = (other: Readonly<Record<string, readonly Series[]>> = {}): Series[] =>
  Object.entries(EXPORTED).flatMap(([metric, labels]) => other[metric] ?? [series(metric, labels, "1x60")]);

/** The counter of the API server for objects that a webhook has refused. */
const refusals = (error: string, values: string): Series =>
  series(
    "apiserver_admission_webhook_rejection_count",
    {
      name: "mpod.elbv2.k8s.aws",
      type: "admit",
      operation: "CREATE",
      error_type: error,
      rejection_code: "0",
    },
    values,
  );

const exporterOfGpus = (values: string): Series =>
  series(
    "kube_daemonset_status_number_available",
    { namespace: "gpu-metrics", daemonset: "dcgm-exporter" },
    values,
  );

interface Scenario {
  readonly alert: string;
  readonly fires: readonly Series[];
  readonly expected: ExpectedAlert;
  /** Series of similar cases that are no fault. */
  readonly quiet: Readonly<Record<string, readonly Series[]>>;
}

/** Alerts on what exporters report. Labels are those of kube-state-metrics, the kubelet and node-exporter. */
const SCENARIOS: readonly Scenario[] = [
  {
    alert: "ModelUnavailable",
    fires: [available(0), replicas(2)],
    expected: expected("ModelUnavailable", "critical", { ...OF_MODEL, ...DEPLOYMENT }),
    quiet: {
      "one pod serves": [available(1), replicas(2)],
      "the model rests": [available(0), replicas(0)],
      "it lasts three minutes": [
        series("kube_deployment_status_replicas_available", DEPLOYMENT, "2x20 0x3 2x60"),
        replicas(2),
      ],
    },
  },
  {
    alert: "ModelRolloutStuck",
    fires: [
      series(
        "kube_deployment_status_condition",
        { ...DEPLOYMENT, condition: "Progressing", status: "false" },
        "1x60",
      ),
    ],
    expected: expected("ModelRolloutStuck", "warning", {
      ...OF_MODEL,
      ...DEPLOYMENT,
      condition: "Progressing",
      status: "false",
    }),
    quiet: {
      "the rollout goes on": [
        series(
          "kube_deployment_status_condition",
          { ...DEPLOYMENT, condition: "Progressing", status: "false" },
          "0x60",
        ),
        series(
          "kube_deployment_status_condition",
          { ...DEPLOYMENT, condition: "Progressing", status: "true" },
          "1x60",
        ),
      ],
    },
  },
  {
    alert: "ModelAutoscalerFails",
    fires: [
      series(
        "kube_horizontalpodautoscaler_status_condition",
        { ...AUTOSCALER, condition: "ScalingActive", status: "false" },
        "1x60",
      ),
      replicas(2),
    ],
    expected: expected("ModelAutoscalerFails", "warning", {
      ...OF_MODEL,
      ...AUTOSCALER,
      condition: "ScalingActive",
      status: "false",
    }),
    quiet: {
      "the model rests, and its autoscaler is off": [
        series(
          "kube_horizontalpodautoscaler_status_condition",
          { ...AUTOSCALER, condition: "ScalingActive", status: "false" },
          "1x60",
        ),
        replicas(0),
      ],
    },
  },
  {
    alert: "ModelAtMaximum",
    fires: [
      series("kube_horizontalpodautoscaler_status_desired_replicas", AUTOSCALER, "10x60"),
      series("kube_horizontalpodautoscaler_spec_max_replicas", AUTOSCALER, "10x60"),
    ],
    expected: expected("ModelAtMaximum", "warning", { ...OF_MODEL, ...AUTOSCALER }),
    quiet: {
      "one more pod is possible": [
        series("kube_horizontalpodautoscaler_status_desired_replicas", AUTOSCALER, "9x60"),
        series("kube_horizontalpodautoscaler_spec_max_replicas", AUTOSCALER, "10x60"),
      ],
      "a peak of ten minutes": [
        series("kube_horizontalpodautoscaler_status_desired_replicas", AUTOSCALER, "2x20 10x10 2x30"),
        series("kube_horizontalpodautoscaler_spec_max_replicas", AUTOSCALER, "10x60"),
      ],
    },
  },
  {
    alert: "ModelRestarts",
    fires: [series("kube_pod_container_status_restarts_total", CONTAINER, "0x10 1x10 2x10 3x10 4x20")],
    expected: expected("ModelRestarts", "warning", { ...OF_MODEL, ...CONTAINER }, { POD }),
    quiet: {
      "a single restart": [series("kube_pod_container_status_restarts_total", CONTAINER, "0x20 1x40")],
      "restarts of last week": [series("kube_pod_container_status_restarts_total", CONTAINER, "12x60")],
    },
  },
  {
    alert: "ModelMemoryNearLimit",
    fires: [
      series("container_memory_working_set_bytes", { ...CONTAINER, id: "/a" }, `${0.95 * GIB}x60`),
      series("container_memory_working_set_bytes", { ...CONTAINER, id: "/b" }, `${0.2 * GIB}x60`),
      series("kube_pod_container_resource_limits", { ...CONTAINER, resource: "memory" }, `${GIB}x60`),
      series("kube_pod_container_resource_limits", { ...CONTAINER, resource: "cpu" }, "1x60"),
    ],
    expected: expected("ModelMemoryNearLimit", "warning", { ...OF_MODEL, pod: POD }, { POD }),
    quiet: {
      "half of the limit": [
        series("container_memory_working_set_bytes", CONTAINER, `${0.5 * GIB}x60`),
        series("kube_pod_container_resource_limits", { ...CONTAINER, resource: "memory" }, `${GIB}x60`),
      ],
    },
  },
  {
    alert: "ModelPodWithoutNode",
    fires: [series("kube_pod_status_unschedulable", { namespace: NAMESPACE, pod: POD, uid: "1" }, "1x60")],
    expected: expected("ModelPodWithoutNode", "warning", { ...OF_MODEL, pod: POD }, { POD }),
    quiet: {
      "a node comes within ten minutes": [
        series("kube_pod_status_unschedulable", { namespace: NAMESPACE, pod: POD }, "1x10 stale _x60"),
      ],
      "a pod of another model": [
        series(
          "kube_pod_status_unschedulable",
          { namespace: NAMESPACE, pod: "api-v2-6d4cf56db6-x2x7k" },
          "1x60",
        ),
      ],
    },
  },
  {
    alert: "ModelImageNotPulled",
    fires: [
      series(
        "kube_pod_container_status_waiting_reason",
        { ...CONTAINER, reason: "ErrImagePull" },
        "1x5 stale _x3 1x5 stale _x60",
      ),
      series(
        "kube_pod_container_status_waiting_reason",
        { ...CONTAINER, reason: "ImagePullBackOff" },
        "1x60",
      ),
    ],
    expected: expected("ModelImageNotPulled", "critical", { ...OF_MODEL, pod: POD }, { POD }),
    quiet: {
      "a container that is created": [
        series(
          "kube_pod_container_status_waiting_reason",
          { ...CONTAINER, reason: "ContainerCreating" },
          "1x60",
        ),
      ],
    },
  },
  {
    alert: "ModelMetricsMissing",
    fires: [available(2), series("up", { namespace: NAMESPACE, service: "api", pod: POD }, "0x60")],
    expected: expected("ModelMetricsMissing", "warning", { ...OF_MODEL, ...DEPLOYMENT }),
    quiet: {
      "one of two pods answers": [
        available(2),
        series("up", { namespace: NAMESPACE, service: "api", pod: POD }, "0x60"),
        series("up", { namespace: NAMESPACE, service: "api", pod: "other" }, "1x60"),
      ],
      "the model rests": [available(0)],
    },
  },
  {
    alert: "ModelSeriesMissing",
    // A server with metrics of its own names has none of the contract.
    fires: [available(2), UP, series("vllm:request_success_total", TARGET, "0+5x60")],
    expected: expected("ModelSeriesMissing", "warning", { ...OF_MODEL, ...DEPLOYMENT }),
    quiet: {
      "a model of the contract that has answered nobody": [available(2), UP, ...histogram("0x60")],
      "a model of the contract that answers": [
        available(2),
        UP,
        ...histogram("0+5x60"),
        series("model_requests_total", { ...TARGET, code: "200" }, "0+5x60"),
      ],
      "the first pods load for ten minutes": [
        series("kube_deployment_status_replicas_available", DEPLOYMENT, "0x30 1x40"),
        series("up", TARGET, "_x20 1x50"),
        ...histogram("_x30 0x40"),
      ],
      "the model rests since an hour": [available(0), replicas(0)],
      "its pods rest, and Prometheus has not yet forgotten them": [
        series("kube_deployment_status_replicas_available", DEPLOYMENT, "2x20 0x60"),
        series("up", TARGET, "1x25"),
        ...histogram("0x20"),
      ],
      "Prometheus reads no metrics at all": [available(2), series("up", TARGET, "0x60")],
    },
  },
  {
    alert: "ExporterSeriesMissing",
    // A series of the metric, but none that an alert chooses.
    fires: exporters({
      node_filesystem_avail_bytes: [
        series("node_filesystem_avail_bytes", { ...ROOT_DISK, mountpoint: "/data" }, "1x60"),
      ],
    }),
    expected: expected(
      "ExporterSeriesMissing",
      "warning",
      { metric: "node_filesystem_avail_bytes", mountpoint: "/" },
      { METRIC: "node_filesystem_avail_bytes" },
    ),
    quiet: {
      "every exporter works": exporters(),
      "an exporter restarts": exporters({
        node_filesystem_avail_bytes: [
          series("node_filesystem_avail_bytes", ROOT_DISK, "1x20 stale _x15 1x30"),
        ],
      }),
    },
  },
  {
    alert: "GpuSeriesMissing",
    fires: [exporterOfGpus("1x60")],
    expected: expected(
      "GpuSeriesMissing",
      "warning",
      { metric: "DCGM_FI_DEV_XID_ERRORS" },
      { METRIC: "DCGM_FI_DEV_XID_ERRORS" },
    ),
    quiet: {
      "no node has a GPU": [exporterOfGpus("0x60")],
      "the exporter works": [
        exporterOfGpus("1x60"),
        series("DCGM_FI_DEV_XID_ERRORS", { Hostname: "n1", gpu: "0" }, "0x60"),
      ],
    },
  },
  {
    alert: "WebhookFails",
    // Attempts of a ReplicaSet, each after twice the time of the one before.
    fires: [refusals("calling_webhook_error", "_x20 1 6 8 9 10x2 11x4 12x8 13x10 14x60")],
    expected: expected(
      "WebhookFails",
      "critical",
      { name: "mpod.elbv2.k8s.aws" },
      { NAME: "mpod.elbv2.k8s.aws" },
    ),
    quiet: {
      "the webhook answers after a minute": [refusals("calling_webhook_error", "_x10 1 6 8x60")],
      "a webhook refuses wrong objects": [refusals("no_error", "0+1x60")],
    },
  },
  {
    alert: "PlatformUnavailable",
    fires: [
      series(
        "kube_deployment_status_replicas_available",
        { namespace: "kube-system", deployment: "coredns" },
        "0x60",
      ),
      series("kube_deployment_spec_replicas", { namespace: "kube-system", deployment: "coredns" }, "2x60"),
    ],
    expected: expected(
      "PlatformUnavailable",
      "critical",
      { namespace: "kube-system", deployment: "coredns" },
      { NAMESPACE: "kube-system", DEPLOYMENT: "coredns" },
    ),
    quiet: {
      "it is scaled to zero": [
        series(
          "kube_deployment_status_replicas_available",
          { namespace: "kube-system", deployment: "coredns" },
          "0x60",
        ),
        series("kube_deployment_spec_replicas", { namespace: "kube-system", deployment: "coredns" }, "0x60"),
      ],
      "a namespace of others": [
        series(
          "kube_deployment_status_replicas_available",
          { namespace: "team", deployment: "tool" },
          "0x60",
        ),
        series("kube_deployment_spec_replicas", { namespace: "team", deployment: "tool" }, "1x60"),
      ],
    },
  },
  ...[
    {
      alert: "StatefulSetUnavailable",
      workload: { namespace: "monitoring", statefulset: "db" },
      words: { NAMESPACE: "monitoring", STATEFULSET: "db" },
      available: "kube_statefulset_status_replicas_available",
      wanted: "kube_statefulset_replicas",
    },
    {
      alert: "DaemonSetUnavailable",
      workload: { namespace: "kube-system", daemonset: "aws-node" },
      words: { NAMESPACE: "kube-system", DAEMONSET: "aws-node" },
      available: "kube_daemonset_status_number_available",
      wanted: "kube_daemonset_status_desired_number_scheduled",
    },
  ].map(({ alert, workload, words, available: metric, wanted }) => ({
    alert,
    fires: [series(metric, workload, "0x60"), series(wanted, workload, "3x60")],
    expected: expected(alert, "critical", workload, words),
    quiet: {
      "one of three pods runs": [series(metric, workload, "1x60"), series(wanted, workload, "3x60")],
      "no pod is wanted": [series(metric, workload, "0x60"), series(wanted, workload, "0x60")],
      "its pod moves for five minutes": [
        series(metric, workload, "1x20 0x4 1x60"),
        series(wanted, workload, "1x60"),
      ],
      "a namespace of others": [
        series(metric, { ...workload, namespace: "team" }, "0x60"),
        series(wanted, { ...workload, namespace: "team" }, "3x60"),
      ],
    },
  })),
  {
    alert: "NodesNotAdded",
    fires: [
      series("kube_pod_status_unschedulable", { namespace: "a", pod: "a" }, "1x60"),
      series("kube_pod_status_unschedulable", { namespace: "b", pod: "b" }, "1x60"),
    ],
    expected: expected("NodesNotAdded", "warning", {}, { N: "2" }),
    quiet: {
      "a node comes within twenty minutes": [
        series("kube_pod_status_unschedulable", { namespace: "a", pod: "a" }, "1x20 stale _x60"),
      ],
    },
  },
  {
    alert: "NodeNotReady",
    fires: [series("kube_node_status_condition", { node: "n1", condition: "Ready", status: "true" }, "0x60")],
    expected: expected(
      "NodeNotReady",
      "warning",
      { node: "n1", condition: "Ready", status: "true" },
      { NODE: "n1" },
    ),
    quiet: {
      "another condition": [
        series(
          "kube_node_status_condition",
          { node: "n1", condition: "DiskPressure", status: "true" },
          "0x60",
        ),
      ],
      "a node that starts": [
        series("kube_node_status_condition", { node: "n1", condition: "Ready", status: "true" }, "0x5 1x60"),
      ],
    },
  },
  {
    alert: "VolumeFull",
    fires: [
      series(
        "kubelet_volume_stats_available_bytes",
        { namespace: "monitoring", persistentvolumeclaim: "data" },
        "5x60",
      ),
      series(
        "kubelet_volume_stats_capacity_bytes",
        { namespace: "monitoring", persistentvolumeclaim: "data" },
        "100x60",
      ),
    ],
    expected: expected(
      "VolumeFull",
      "critical",
      { namespace: "monitoring", persistentvolumeclaim: "data" },
      { PERSISTENTVOLUMECLAIM: "data", NAMESPACE: "monitoring" },
    ),
    quiet: {
      "a fifth is free": [
        series(
          "kubelet_volume_stats_available_bytes",
          { namespace: "monitoring", persistentvolumeclaim: "data" },
          "20x60",
        ),
        series(
          "kubelet_volume_stats_capacity_bytes",
          { namespace: "monitoring", persistentvolumeclaim: "data" },
          "100x60",
        ),
      ],
    },
  },
  {
    alert: "NodeDiskFull",
    fires: [
      series(
        "node_filesystem_avail_bytes",
        { instance: "10.0.0.1:9100", mountpoint: "/", fstype: "xfs" },
        "10x60",
      ),
      series(
        "node_filesystem_size_bytes",
        { instance: "10.0.0.1:9100", mountpoint: "/", fstype: "xfs" },
        "100x60",
      ),
    ],
    expected: expected(
      "NodeDiskFull",
      "warning",
      { instance: "10.0.0.1:9100" },
      { INSTANCE: "10.0.0.1:9100" },
    ),
    quiet: {
      "a file system in memory": [
        series(
          "node_filesystem_avail_bytes",
          { instance: "10.0.0.1:9100", mountpoint: "/run", fstype: "tmpfs" },
          "1x60",
        ),
        series(
          "node_filesystem_size_bytes",
          { instance: "10.0.0.1:9100", mountpoint: "/run", fstype: "tmpfs" },
          "100x60",
        ),
      ],
    },
  },
  {
    alert: "GpuError",
    fires: [series("DCGM_FI_DEV_XID_ERRORS", { Hostname: "n1", gpu: "0", pod: "exporter" }, "0x30 79x40")],
    expected: expected(
      "GpuError",
      "warning",
      { Hostname: "n1", gpu: "0" },
      { GPU: "0", HOSTNAME: "n1", N: "79" },
    ),
    quiet: {
      "an error of last week": [series("DCGM_FI_DEV_XID_ERRORS", { Hostname: "n1", gpu: "0" }, "43x60")],
      "no error": [series("DCGM_FI_DEV_XID_ERRORS", { Hostname: "n1", gpu: "0" }, "0x60")],
    },
  },
  {
    alert: "AlertsNotSent",
    fires: [
      series(
        "alertmanager_notifications_failed_total",
        { integration: "sns", reason: "clientError" },
        "0+1x60",
      ),
    ],
    expected: expected("AlertsNotSent", "critical", {}),
    quiet: {
      "one failure long ago": [
        series(
          "alertmanager_notifications_failed_total",
          { integration: "sns", reason: "other" },
          "0x5 1x60",
        ),
      ],
    },
  },
];

const FIRES_AT = "58m";

test("OBS-02 promtool accepts every rule, and finds no lint", async () => {
  const { code, output } = await checkRules(GROUPS);
  expect([code, output]).toEqual([0, expect.stringContaining("SUCCESS")]);
});

test("OBS-02 every alert has a scenario in which it fires", () => {
  const OF_REQUESTS = ["ModelErrors", "ModelSlow"];
  expect([...SCENARIOS.map(({ alert }) => alert), ...OF_REQUESTS].sort()).toEqual([...ALERT_NAMES].sort());
});

test.each(SCENARIOS.map((each) => [each.alert, each] as const))(
  "OBS-02 %s fires, with the texts of its page",
  async (alertname, scenario) => {
    const question = { alertname, eval_time: FIRES_AT, exp_alerts: [scenario.expected] };
    const { code, output } = await testRules(GROUPS, scenario.fires, [question]);
    expect([code, output]).toEqual([0, expect.stringContaining("SUCCESS")]);
  },
);

test.each(
  SCENARIOS.flatMap(({ alert, quiet }) =>
    Object.entries(quiet).map(([title, input]) => [alert, title, input] as const),
  ),
)("OBS-02 %s stays quiet: %s", async (alertname, _, input) => {
  const questions = [20, 40, 58].map((minute) => ({ alertname, eval_time: `${minute}m`, exp_alerts: [] }));
  const { code, output } = await testRules(GROUPS, input, questions);
  expect([code, output]).toEqual([0, expect.stringContaining("SUCCESS")]);
});

test.each([
  ["a counter of another name", histogram("0+5x60")],
  [
    "a counter without the label code",
    [...histogram("0+5x60"), series("model_requests_total", TARGET, "0+5x60")],
  ],
  [
    "a histogram without the bucket of the objective",
    [
      series("model_request_duration_seconds_bucket", { ...TARGET, le: "+Inf" }, "0+5x60"),
      series("model_request_duration_seconds_count", TARGET, "0+5x60"),
      series("model_requests_total", { ...TARGET, code: "200" }, "0+5x60"),
    ],
  ],
])("OBS-02 ModelSeriesMissing fires for a server with %s", async (_, input) => {
  const question = {
    alertname: "ModelSeriesMissing",
    eval_time: FIRES_AT,
    exp_alerts: [expected("ModelSeriesMissing", "warning", { ...OF_MODEL, ...DEPLOYMENT })],
  };
  const { code, output } = await testRules(GROUPS, [available(2), UP, ...input], [question]);
  expect([code, output]).toEqual([0, expect.stringContaining("SUCCESS")]);
});

test("OBS-02 a server that keeps the contract has every series of its alerts", async () => {
  const question = { alertname: "ModelSeriesMissing", eval_time: FIRES_AT, exp_alerts: [] };
  const requests = await recorded(60, () => [{ code: 200, seconds: 0.02 }]);
  const { code, output } = await testRules(GROUPS, [available(2), UP, ...requests], [question]);
  expect([code, output]).toEqual([0, expect.stringContaining("SUCCESS")]);
});

test("OBS-02 promtool notices another text, and an alert that does not fire", async () => {
  const [first] = SCENARIOS;
  if (!first) throw new Error("no scenario");
  const wrong = { ...first.expected, exp_annotations: { summary: "other", runbook: "other" } };
  const question = (exp_alerts: readonly ExpectedAlert[]) => [
    { alertname: first.alert, eval_time: FIRES_AT, exp_alerts },
  ];
  expect((await testRules(GROUPS, first.fires, question([wrong]))).code).toBe(1);
  expect((await testRules(GROUPS, [available(2), replicas(2)], question([first.expected]))).code).toBe(1);
});

describe("requests that a server with the metrics of the contract has counted", () => {
  const ok: Answer = { code: 200, seconds: 0.02 };
  const failed: Answer = { code: 503, seconds: 0.02 };
  const refused: Answer = { code: 422, seconds: 0.01 };
  const slow: Answer = { code: 200, seconds: 3 };
  const minuteOf = (bad: number, answer: Answer, all = 10): Answer[] =>
    Array.from({ length: all }, (_, index) => (index < bad ? answer : ok));
  const errors = (severity: "critical" | "warning") => expected("ModelErrors", severity, OF_MODEL);
  const slowness = (severity: "critical" | "warning") => expected("ModelSlow", severity, OF_MODEL);

  test.each([
    [
      "half of the requests fail for half an hour",
      90,
      (minute: number) => minuteOf(minute < 60 ? 0 : 5, failed),
      "ModelErrors",
      [errors("critical"), errors("warning")],
    ],
    [
      "a part fails all day",
      400,
      (minute: number) => minuteOf(minute % 2, failed),
      "ModelErrors",
      [errors("warning")],
    ],
    ["clients send wrong requests", 90, () => minuteOf(5, refused), "ModelErrors", []],
    [
      "one of two requests of a night fails",
      90,
      (minute: number) => (minute === 40 ? minuteOf(1, failed, 2) : []),
      "ModelErrors",
      [],
    ],
    [
      "errors ended forty minutes ago",
      120,
      (minute: number) => minuteOf(minute < 80 ? 5 : 0, failed),
      "ModelErrors",
      [],
    ],
    [
      "nearly all requests are slow for an hour",
      90,
      (minute: number) => minuteOf(minute < 20 ? 0 : 10, slow),
      "ModelSlow",
      [slowness("critical"), slowness("warning")],
    ],
    [
      "four of ten requests are slow all day",
      400,
      () => minuteOf(4, slow),
      "ModelSlow",
      [slowness("warning")],
    ],
    [
      "one of thirty requests is slow",
      120,
      (minute: number) => minuteOf(minute % 3 === 0 ? 1 : 0, slow),
      "ModelSlow",
      [],
    ],
  ] as const)("OBS-02 %s", async (_, minutes, traffic, alertname, exp_alerts) => {
    const question = { alertname, eval_time: `${minutes - 1}m`, exp_alerts };
    const { code, output } = await testRules(GROUPS, await recorded(minutes, traffic), [question]);
    expect([code, output]).toEqual([0, expect.stringContaining("SUCCESS")]);
  });
});
