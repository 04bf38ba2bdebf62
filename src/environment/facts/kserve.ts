import { type ServerMetrics } from "../server-metrics";

/**
 * The Python servers of KServe. A histogram has the label `model_name`, so its series begin with the first request; a
 * request that fails while the model predicts is in it too. The time of the conversion before and after is in
 * histograms of its own.
 *
 * Sources: kserve 0.20.0 of PyPI, kserve/metrics.py, kserve/model.py and kserve/protocol/rest/server.py;
 * prometheus_client 0.21.1 and 0.25.0, those of the lock files of the servers, Histogram.DEFAULT_BUCKETS, Timer and
 * platform_collector.py; kserve/kserve v0.20.0, service_reconciler.go, for the labels of the Service that KServe
 * creates (read 2026-11-28). The process of sklearnserver v0.20.0 has these series (run 2026-11-28).
 */
export const KSERVE_METRICS: ServerMetrics = {
  path: "/metrics",
  page: "docs/parts/kserve.md",
  duration: {
    metric: "request_predict_seconds",
    buckets: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    // The step after it: requests that fail before are in neither of both.
    existsAfter: "request_postprocess_seconds_count",
  },
  fromStart: "python_info",
  otherService: "serving.kserve.io/inferenceservice",
};
