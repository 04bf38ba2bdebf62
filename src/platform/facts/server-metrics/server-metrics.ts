/**
 * Names of the metrics of a server. Monitors, alerts and dashboards follow from them: another server is another file of this
 * folder and an entry in `servers.ts`.
 */
export interface ServerMetrics {
  /** URL path of the metrics. @default - `metricsPath` of the model */
  readonly path?: string;
  /** Page with the version of the server. @default - `docs/reference/metrics.md` */
  readonly page?: string;
  /** Histogram of the time of requests, in seconds. */
  readonly duration: WatchedSeries & { readonly buckets: readonly number[] };
  /** Counter of finished requests by the label `code`, the status of HTTP. @default - the server does not count them */
  readonly codes?: WatchedSeries;
  /** A series that the server has from its start. @default - the histogram is one */
  readonly fromStart?: string;
  /** Gauge of requests that are not finished. @default - the server has none */
  readonly inFlight?: string;
  /** Gauge of the time that the model needed to load. @default - the server has none */
  readonly load?: string;
  /** Label of a Service that another program creates for the same pods: monitors leave it out. @default - there is none */
  readonly otherService?: string;
}

export interface WatchedSeries {
  readonly metric: string;
  /** Counter that is above zero only if the metric exists. @default - it exists from the start of the server */
  readonly existsAfter?: string;
}
