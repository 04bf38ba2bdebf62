import { type RecordedSeries, always, growing } from "./fault-case";

/** A model as exporters report it. */
export interface RecordedModel {
  readonly name: string;
  readonly namespace: string;
  readonly deployment: string;
  readonly container: string;
  /** Whether it has an autoscaler. */
  readonly autoscales: boolean;
  /** Whether its autoscaler can add pods. */
  readonly scales: boolean;
  /** Whether Prometheus reads metrics of its requests. */
  readonly hasMetrics: boolean;
  /** Objectives that the file states. @default - they are unknown */
  readonly objectives?: RecordedObjectives;
}

export interface RecordedObjectives {
  readonly availabilityPercent: number;
  readonly latencySeconds: number;
  readonly latencyPercent: number;
}

export const GIB = 2 ** 30;

/** Requests that a model answers in a minute. */
export const REQUESTS = 1000;

/** Upper bounds of the buckets, as Prometheus 3 writes them, and the largest that has no end. */
const BUCKETS = [
  "0.005",
  "0.01",
  "0.025",
  "0.05",
  "0.1",
  "0.25",
  "0.5",
  "1.0",
  "2.5",
  "5.0",
  "10.0",
  "30.0",
  "+Inf",
];

/** Series of requests that alerts read, by docs/reference/metrics.md (read 2026-11-26). */
export const REQUEST_SERIES: readonly string[] = [
  "model_requests_total",
  "model_request_duration_seconds_bucket",
  "model_request_duration_seconds_count",
];

/** Labels of these series that alerts read, and those by which they choose a model. */
export const REQUEST_LABELS: readonly string[] = ["code", "le"];
export const TARGET_LABELS: readonly string[] = ["namespace", "service", "pod"];

/** The objective of requests of a model whose file is unknown. */
const LATENCY_SECONDS = 1;

/** Labels of the series of a model. */
export function labelsOf({ name, namespace, deployment, container }: RecordedModel) {
  const pod = `${deployment}-6d4cf56db6-x2x7k`;
  return {
    deployment: { namespace, deployment },
    pod: { namespace, pod },
    container: { namespace, pod, container },
    autoscaler: { namespace, horizontalpodautoscaler: name },
    target: { namespace, service: name, pod },
  };
}

/** Requests by code and duration, with the failed and the slow ones in a minute. */
export function requests(model: RecordedModel, { failed = 0, slow = 0 } = {}): RecordedSeries[] {
  const { target } = labelsOf(model);
  const limit = model.objectives?.latencySeconds ?? LATENCY_SECONDS;
  return [
    growing("model_requests_total", { ...target, code: "200" }, REQUESTS - failed),
    growing("model_requests_total", { ...target, code: "500" }, failed),
    ...BUCKETS.map((le) =>
      growing(
        "model_request_duration_seconds_bucket",
        { ...target, le },
        le === "+Inf" || Number(le) > limit ? REQUESTS : REQUESTS - slow,
      ),
    ),
    growing("model_request_duration_seconds_count", target, REQUESTS),
    growing("model_request_duration_seconds_sum", target, REQUESTS * 0.1),
  ];
}

/** Series of a model that answers requests in time. */
export function healthyModel(model: RecordedModel): RecordedSeries[] {
  const { deployment, container, target } = labelsOf(model);
  return [
    always("kube_deployment_spec_replicas", deployment, 2),
    always("kube_deployment_status_replicas_available", deployment, 2),
    condition("kube_deployment_status_condition", { ...deployment, condition: "Progressing" }, true),
    condition("kube_deployment_status_condition", { ...deployment, condition: "Progressing" }, false),
    always("kube_pod_container_status_restarts_total", container, 1),
    always("kube_pod_container_resource_limits", { ...container, resource: "memory", unit: "byte" }, GIB),
    always("container_memory_working_set_bytes", container, 0.4 * GIB),
    ...(model.autoscales ? healthyAutoscaler(model) : []),
    ...(model.hasMetrics ? [always("up", target, 1), ...requests(model)] : []),
  ];
}

function healthyAutoscaler(model: RecordedModel): RecordedSeries[] {
  const { autoscaler } = labelsOf(model);
  const scaling = { ...autoscaler, condition: "ScalingActive" };
  return [
    always("kube_horizontalpodautoscaler_spec_max_replicas", autoscaler, model.scales ? 10 : 2),
    always("kube_horizontalpodautoscaler_status_desired_replicas", autoscaler, 2),
    condition("kube_horizontalpodautoscaler_status_condition", scaling, true),
    condition("kube_horizontalpodautoscaler_status_condition", scaling, false),
  ];
}

/** One of the series of a condition that is true: kube-state-metrics has a series for each status. */
const condition = (metric: string, labels: RecordedSeries["labels"], status: boolean): RecordedSeries =>
  always(metric, { ...labels, status: String(status) }, status ? 1 : 0);
