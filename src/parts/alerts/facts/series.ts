/**
 * Series that a working program does not have at all times, but only with an object or a fault. Another of the same program tells
 * whether it works.
 *
 * Sources: kubernetes/kube-state-metrics v2.20.0, docs/metrics; the API server of Kubernetes 1.36 (read 2026-11-23); kserve 0.20.0,
 * kserve/metrics.py, whose histograms have a label (read and run 2026-11-28).
 */
export const OCCASIONAL_SERIES: ReadonlySet<string> = new Set([
  "apiserver_admission_webhook_rejection_count",
  "kube_horizontalpodautoscaler_spec_max_replicas",
  "kube_horizontalpodautoscaler_status_condition",
  "kube_horizontalpodautoscaler_status_desired_replicas",
  "kube_pod_container_status_waiting_reason",
  "kube_pod_status_unschedulable",
  "request_predict_seconds_bucket",
  "request_predict_seconds_count",
]);

/**
 * Labels with values that a working program does not have at all times: a client library has no series of a counter
 * with labels before the first event with their values. Any value tells whether the program has the label.
 *
 * Source: https://prometheus.github.io/client_python/instrumenting/labels (read 2026-11-24);
 * `docs/reference/metrics.md` has the labels of a model, and the extract of vLLM 0.33.0 (`src/evidence/vllm`) those of
 * its server.
 */
export const OCCASIONAL_VALUES: Readonly<Record<string, string>> = {
  model_requests_total: "code",
  http_requests_total: "status",
};

/**
 * Counter of the API server for objects that a webhook has refused, with the label `name`. The
 * error type is that of a webhook whose policy is Fail and that does not answer: an answer with a
 * refusal has another one.
 *
 * Source: kubernetes/kubernetes 1.36, staging/src/k8s.io/apiserver/pkg/admission/metrics/metrics.go and plugin/webhook
 * (read 2026-11-23).
 */
export const REFUSED_BY_WEBHOOK = {
  metric: "apiserver_admission_webhook_rejection_count",
  error: 'error_type="calling_webhook_error"',
} as const;
