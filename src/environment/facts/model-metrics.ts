import FACTS from "./metrics-of-models.json";

/** A metric that a model API exposes at its `metricsPath`. */
export interface ModelMetric {
  /** `counter`, `gauge` or `histogram`. */
  readonly type: string;
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
export const MODEL_METRICS = FACTS.metrics;

export type ModelMetricName = keyof typeof MODEL_METRICS;
