import { type RecordedSeries, always, growing } from "./fault-case";
import { type RecordedServer } from "./model-servers";

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
  /** Server whose metrics Prometheus reads. @default - it reads none */
  readonly server?: RecordedServer;
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
export const MODEL_REQUESTS = 1000;

/** Series of a server that alerts read. */
export const requestSeries = ({ counter, duration, answers, fromStart }: RecordedServer): string[] => [
  ...(counter === undefined ? [] : [counter.metric]),
  `${duration}_bucket`,
  `${duration}_count`,
  ...answers,
  ...fromStart.filter((name) => !name.startsWith(duration)),
];

/** Labels of these series that alerts read. */
export const requestLabels = ({ counter }: RecordedServer): string[] => [
  ...(counter === undefined ? [] : [counter.label]),
  "le",
];

/** Labels by which alerts choose a model. */
export const TARGET_LABELS: readonly string[] = ["namespace", "service", "pod"];

/** The objective of requests of a model whose file is unknown. */
const LATENCY_SECONDS = 1;

/** Labels of the series of a model. */
export function seriesLabels({ name, namespace, deployment, container }: RecordedModel) {
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
  const { server } = model;
  if (!server) return [];
  const { duration, counter, buckets, answers } = server;
  const { target } = seriesLabels(model);
  const limit = model.objectives?.latencySeconds ?? LATENCY_SECONDS;
  return [
    ...(counter === undefined
      ? []
      : [
          growing(counter.metric, { ...target, [counter.label]: counter.answered }, MODEL_REQUESTS - failed),
          growing(counter.metric, { ...target, [counter.label]: counter.failed }, failed),
        ]),
    ...buckets.map((le) =>
      growing(
        `${duration}_bucket`,
        { ...target, le },
        le === "+Inf" || Number(le) > limit ? MODEL_REQUESTS : MODEL_REQUESTS - slow,
      ),
    ),
    growing(`${duration}_count`, target, MODEL_REQUESTS),
    growing(`${duration}_sum`, target, MODEL_REQUESTS * 0.1),
    ...answers.map((metric) => growing(metric, target, MODEL_REQUESTS)),
  ];
}

/** All series of the server of a model: those of its requests, and others that it has from its start. */
export function serverSeries(model: RecordedModel): RecordedSeries[] {
  const own = requests(model);
  const others = (model.server?.fromStart ?? []).filter((name) => own.every(({ metric }) => metric !== name));
  return [...own, ...others.map((metric) => always(metric, seriesLabels(model).target, 1))];
}

/** Series of a model that answers requests in time. */
export function healthyModel(model: RecordedModel): RecordedSeries[] {
  const { deployment, container, target } = seriesLabels(model);
  return [
    always("kube_deployment_spec_replicas", deployment, 2),
    always("kube_deployment_status_replicas_available", deployment, 2),
    condition("kube_deployment_status_condition", { ...deployment, condition: "Progressing" }, true),
    condition("kube_deployment_status_condition", { ...deployment, condition: "Progressing" }, false),
    always("kube_pod_container_status_restarts_total", container, 1),
    always("kube_pod_container_resource_limits", { ...container, resource: "memory", unit: "byte" }, GIB),
    always("container_memory_working_set_bytes", container, 0.4 * GIB),
    ...(model.autoscales ? healthyAutoscaler(model) : []),
    ...(model.server ? [always("up", target, 1), ...serverSeries(model)] : []),
  ];
}

function healthyAutoscaler(model: RecordedModel): RecordedSeries[] {
  const { autoscaler } = seriesLabels(model);
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
