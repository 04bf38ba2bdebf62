/** A metric that a model API exposes at its `metricsPath`. */
export interface ModelMetric {
  readonly type: "counter" | "gauge" | "histogram";
  /** Labels besides those that Prometheus adds: `namespace`, `service` and `pod`. */
  readonly labels: readonly string[];
  readonly meaning: string;
  /** Upper bounds of the buckets of a histogram, in seconds. @default - it is no histogram */
  readonly buckets?: readonly number[];
}

/**
 * Contract of this project with model APIs, by name. Dashboards and alerts read no other metric of a model with an
 * image of its own. Names have base units, and `_total` for counters.
 */
export const MODEL_METRICS = {
  model_requests_total: {
    type: "counter",
    labels: ["code"],
    meaning: "finished requests, by HTTP status code; without health checks and requests for metrics",
  },
  model_request_duration_seconds: {
    type: "histogram",
    labels: [],
    meaning: "time from the first byte of a request to the last byte of its answer",
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  },
  model_requests_in_flight: {
    type: "gauge",
    labels: [],
    meaning: "requests that have begun and are not finished",
  },
  model_load_seconds: {
    type: "gauge",
    labels: [],
    meaning: "time that the model needed to load when the pod started",
  },
} as const satisfies Record<string, ModelMetric>;

export type ModelMetricName = keyof typeof MODEL_METRICS;
