/**
 * Programs whose series the chart's Prometheus reads, by the beginning of the names.
 *
 * Source: kserve 0.20.0 of PyPI, kserve/metrics.py, with the registry of prometheus_client 0.25.0; the process of sklearnserver v0.20.0 (read and run 2026-11-28).
 */
export const EXPORTERS: Readonly<Record<string, string>> = {
  request_: "KServe's server",
  python_: "KServe's server",
};
