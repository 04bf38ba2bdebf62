/**
 * Names of the metrics of a server. Monitors, alerts and dashboards follow from them: another server is another file of this
 * folder and an entry in `servers.ts`.
 */
export interface ServerMetrics {
  /** URL path of the metrics. @default - `metricsPath` of the model */
  readonly path?: string;
  /** Page with the version of the server. @default - `docs/reference/metrics.md` */
  readonly page?: string;
  /** Histogram of the time of requests, in seconds; of a server of tokens, that to the first one. */
  readonly duration: WatchedSeries & { readonly buckets: readonly number[] };
  /** Counter of finished requests by the status of HTTP. @default - the server does not count them */
  readonly codes?: WatchedSeries & {
    /** Label with the status. */
    readonly label: string;
    /** Pattern of the values of failed requests. */
    readonly failed: string;
  };
  /** A series that the server has from its start. @default - the histogram is one */
  readonly fromStart?: string;
  /** Gauge of requests that are not finished. @default - the server has none */
  readonly inFlight?: string;
  /** Tokens and their cache. @default - the server answers with something else */
  readonly tokens?: TokenSeries;
  /** Gauge of the time that the model needed to load. @default - the server has none */
  readonly load?: string;
  /** Label of a Service that another program creates for the same pods: monitors leave it out. @default - there is none */
  readonly otherService?: string;
}

interface WatchedSeries {
  readonly metric: string;
  /** Counter that is above zero only if the metric exists. @default - it exists from the start of the server */
  readonly existsAfter?: string;
}

/** Series of the tokens of a language model. */
interface TokenSeries {
  /** Counters of tokens: of prompts, and generated. */
  readonly prompt: string;
  readonly generated: string;
  /** Gauge of requests that wait for room in the cache. */
  readonly waiting: string;
  /** Gauge of the used part of the cache, from 0 to 1. */
  readonly cache: string;
}
