import { type Alert } from "./alert";
import { BURN_RATES, type Requests, burns } from "./burn-rate";
import { type AlertedModel, type AlertedRequests } from "./alerted-model";
import { type ServerMetrics } from "../../environment/server-metrics";

type WatchedSeries = Omit<ServerMetrics["duration"], "buckets">;

/** Alerts on the requests of a model, by the series of its server. */
export function requestAlerts(
  { name, namespace, pods }: AlertedModel,
  { metrics: { path, server }, objectives }: AlertedRequests,
): Alert[] {
  const { duration, codes, fromStart } = server;
  const { availabilityPercent, latencySeconds, latencyPercent } = objectives;
  const target = `namespace="${namespace}",service="${name}"`;
  const runs = `kube_deployment_status_replicas_available{namespace="${namespace}",deployment="${pods.deployment}"} > 0`;
  const sum = (metric: string, window: string, ...labels: readonly string[]): string =>
    `sum(increase(${metric}{${[target, ...labels].join(",")}}[${window}]))`;
  const slow: Requests = {
    bad: (window) =>
      `(${sum(`${duration.metric}_count`, window)} - ${sum(`${duration.metric}_bucket`, window, leOf(latencySeconds))})`,
    all: (window) => sum(`${duration.metric}_count`, window),
  };
  const missing = ({ metric, existsAfter }: WatchedSeries, ...labels: readonly string[]): string => {
    const absent = `absent(${metric}{${[target, ...labels].join(",")}})`;
    return existsAfter === undefined ? absent : `(sum(${existsAfter}{${target}}) > 0 and on () ${absent})`;
  };
  const anyMissing = [
    ...(fromStart === undefined ? [] : [missing({ metric: fromStart })]),
    missing({ ...duration, metric: `${duration.metric}_bucket` }, leOf(latencySeconds)),
    ...(codes === undefined ? [] : [missing(codes, `${codes.label}=~".+"`)]),
  ].join(" or ");
  const watched = codes === undefined ? "latency" : "errors and latency";
  const raises = codes === undefined ? "raises" : "raise";
  return [
    ...(codes === undefined
      ? []
      : BURN_RATES.map((rate) => ({
          name: "ModelErrors",
          severity: rate.severity,
          expression: burns(
            {
              bad: (window) => sum(codes.metric, window, `${codes.label}=~"${codes.failed}"`),
              all: (window) => sum(codes.metric, window),
            },
            availabilityPercent,
            rate,
          ),
          after: "2m",
          summary: `${name} fails too many requests: at this rate, it uses ${rate.uses} for ${availabilityPercent} %`,
          runbook: `kubectl -n ${namespace} logs deployment/${pods.deployment} --since=15m shows the errors. If they began with a rollout, set the former tag and apply.`,
        }))),
    ...BURN_RATES.map((rate) => ({
      name: "ModelSlow",
      severity: rate.severity,
      expression: burns(slow, latencyPercent, rate),
      after: "2m",
      summary: `${name} answers too many requests after more than ${latencySeconds} s: at this rate, it uses ${rate.uses} for ${latencyPercent} %`,
      runbook: `Compare CPU, memory and replicas in its dashboard. If replicas are at the maximum, raise replicas.max; otherwise kubectl -n ${namespace} top pods -l app.kubernetes.io/name=${name}.`,
    })),
    {
      name: "ModelMetricsMissing",
      severity: "warning",
      // A model at rest has no pods, and no target.
      expression: `${runs} unless on () (sum(up{${target}}) > 0)`,
      after: "15m",
      summary: `Prometheus reads no metrics of ${name}, so its ${watched} ${raises} no alert`,
      runbook: `kubectl -n ${namespace} get servicemonitor,networkpolicy, then call ${server.path ?? "its metricsPath"} from the pod's own port.`,
    },
    {
      name: "ModelSeriesMissing",
      severity: "warning",
      expression: `${runs} and on () (sum(up{${target}}) > 0) and on () (${anyMissing})`,
      after: "15m",
      summary: `${server.path === undefined ? "The metricsPath" : `The path ${path}`} of ${name} answers without ${codes === undefined ? "" : `${codes.metric} or `}a bucket of ${duration.metric} up to ${latencySeconds} s, so its ${watched} ${raises} no alert`,
      runbook:
        server.path === undefined
          ? `Servers such as vLLM, Triton and TorchServe have other names. Serve the metrics of docs/reference/metrics.md from the program of the model, or remove its metricsPath: its pods keep their alerts.`
          : `The image of the server has another version than npx private-eks-inference expects: compare its tag with ${server.page ?? "docs/reference/metrics.md"}. The pods of the model keep their alerts.`,
    },
  ];
}

/** The bucket of a bound. Whether a whole number gets a decimal depends on the version of Prometheus and on the client. */
const leOf = (bound: number): string =>
  Number.isInteger(bound) ? `le=~"${bound}|${bound}.0"` : `le="${bound}"`;
