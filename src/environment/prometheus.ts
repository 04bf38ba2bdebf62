const RELEASE = "kube-prometheus-stack";
const NAMESPACE = "monitoring";
const PORT = 9090;

/** The Prometheus that `components.prometheus` installs. */
export const PROMETHEUS = {
  /** Release of the chart kube-prometheus-stack. Monitors have it as a label. */
  release: RELEASE,
  namespace: NAMESPACE,
  /** For queries. */
  port: PORT,
  /** Address in the cluster: the Service of the chart. */
  address: `http://${RELEASE}-prometheus.${NAMESPACE}.svc:${PORT}`,
} as const;

/** A Prometheus that scrapes models. */
export interface Scraper {
  /** Helm release of the operator. By default it selects only monitors with this release as a label. */
  readonly release: string;
  /** @default - unknown, others install the release */
  readonly namespace?: string;
}
