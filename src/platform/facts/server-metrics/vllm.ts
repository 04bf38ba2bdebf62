import { type ServerMetrics } from "./server-metrics";

/**
 * vLLM. Its own series have the labels `model_name` and `engine`, and exist from its start. The time of a request ends with the last token. It counts
 * requests of HTTP by classes of codes only, such as `2xx`, in the label `status`.
 *
 * Source: vLLM 0.33.0 (commit 4ba787ec9, 2026-11-02), `vllm/v1/metrics/loggers.py` (read 2026-11-28).
 */
export const VLLM_METRICS: ServerMetrics = {
  path: "/metrics",
  duration: {
    metric: "vllm:e2e_request_latency_seconds",
    buckets: [0.3, 0.5, 0.8, 1, 1.5, 2, 2.5, 5, 10, 15, 20, 30, 40, 50, 60, 120, 240, 480, 960, 1920, 7680],
  },
  inFlight: "vllm:num_requests_running",
};
