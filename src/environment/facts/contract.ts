import { MODEL_METRICS, type ModelMetricName } from "./model-metrics";
import { type ServerMetrics } from "../server-metrics";

const named = (name: ModelMetricName): string => name;

const DURATION = named("model_request_duration_seconds");

/** The contract of this project, for images of the model's team. */
export const CONTRACT: ServerMetrics = {
  duration: { metric: DURATION, buckets: MODEL_METRICS.model_request_duration_seconds.buckets },
  // A counter with labels has no series before the first request.
  codes: {
    metric: named("model_requests_total"),
    label: "code",
    failed: "5..",
    existsAfter: `${DURATION}_count`,
  },
  inFlight: named("model_requests_in_flight"),
  load: named("model_load_seconds"),
};
