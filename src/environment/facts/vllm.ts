import { type ServerMetrics } from "../server-metrics";

const FIRST_TOKEN = "vllm:time_to_first_token_seconds";

/**
 * vLLM. Its own series have the labels `model_name` and `engine`, and exist from its start. The
 * time of a whole answer depends on its length, so the time of a request is that to its first
 * token. Its middleware counts requests of HTTP at their end by classes of codes, such as `2xx`;
 * those of /health and /metrics are not counted. An answer that fails after its stream began counts
 * as `2xx`.
 *
 * Source: vLLM 0.33.0 (commit 4ba787ec9, 2026-11-02), `vllm/v1/metrics/loggers.py` (read 2026-11-28).
 */
export const VLLM_METRICS = {
  path: "/metrics",
  page: "docs/parts/llm.md",
  duration: {
    metric: FIRST_TOKEN,
    buckets: [
      0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80, 160,
      640, 2560,
    ],
  },
  codes: {
    metric: "http_requests_total",
    label: "status",
    failed: "5xx",
    existsAfter: `${FIRST_TOKEN}_count`,
  },
  inFlight: "vllm:num_requests_running",
  tokens: {
    prompt: "vllm:prompt_tokens_total",
    generated: "vllm:generation_tokens_total",
    waiting: "vllm:num_requests_waiting",
    cache: "vllm:kv_cache_usage_perc",
  },
} as const satisfies ServerMetrics;
