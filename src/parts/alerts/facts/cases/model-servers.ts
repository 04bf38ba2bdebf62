/** Series of the requests of a server, as Prometheus 3 reads them. */
export interface RecordedServer {
  /** Histogram of requests, and its upper bounds. */
  readonly duration: string;
  readonly buckets: readonly string[];
  /** Counter of requests by their status. @default - the server has none */
  readonly counter?: RecordedCounter;
  /** Other counters that grow with each answer, and that alerts read. */
  readonly answers: readonly string[];
  /** Series that the server has before the first request: those of the requests that have no label, and others. */
  readonly fromStart: readonly string[];
}

/** Counter with a label of the status, and its values of answered and of failed requests. */
export interface RecordedCounter {
  readonly metric: string;
  readonly label: string;
  readonly answered: string;
  readonly failed: string;
}

/**
 * Images of the model's team, by docs/reference/metrics.md (read 2026-11-26).
 */
const CONTRACT: RecordedServer = {
  duration: "model_request_duration_seconds",
  buckets: [
    ...["0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1.0", "2.5", "5.0", "10.0", "30.0"],
    "+Inf",
  ],
  counter: { metric: "model_requests_total", label: "code", answered: "200", failed: "500" },
  answers: [],
  fromStart: [
    "model_request_duration_seconds_bucket",
    "model_request_duration_seconds_count",
    "model_request_duration_seconds_sum",
  ],
};

/**
 * Python servers of KServe: kserve 0.20.0 of PyPI, kserve/metrics.py and kserve/model.py;
 * prometheus_client 0.25.0, Histogram.DEFAULT_BUCKETS and platform_collector.py; the process of
 * sklearnserver v0.20.0 (read and run 2026-11-28).
 */
const KSERVE: RecordedServer = {
  duration: "request_predict_seconds",
  buckets: [
    ...["0.005", "0.01", "0.025", "0.05", "0.075", "0.1", "0.25", "0.5", "0.75"],
    ...["1.0", "2.5", "5.0", "7.5", "10.0", "+Inf"],
  ],
  answers: ["request_postprocess_seconds_count"],
  fromStart: ["python_info"],
};

const TOKENS = "vllm:time_to_first_token_seconds";

/**
 * vLLM 0.33.0, vllm/v1/metrics/loggers.py: its series have the labels of an engine from the start;
 * vllm/entrypoints/serve/instrumentator/metrics.py for requests by the class of their status (read 2026-11-28).
 */
const OF_VLLM: RecordedServer = {
  duration: TOKENS,
  buckets: [
    ...["0.001", "0.005", "0.01", "0.02", "0.04", "0.06", "0.08", "0.1", "0.25", "0.5", "0.75"],
    ...["1.0", "2.5", "5.0", "7.5", "10.0", "20.0", "40.0", "80.0", "160.0", "640.0", "2560.0", "+Inf"],
  ],
  counter: { metric: "http_requests_total", label: "status", answered: "2xx", failed: "5xx" },
  answers: [],
  fromStart: [`${TOKENS}_bucket`, `${TOKENS}_count`, `${TOKENS}_sum`],
};

/** Servers by what runs the model; a Deployment runs the image of its team, or vLLM. */
export const RECORDED_SERVERS = { Deployment: CONTRACT, InferenceService: KSERVE, vllm: OF_VLLM } as const;
