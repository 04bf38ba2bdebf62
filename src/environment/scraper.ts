/** A Prometheus that scrapes models. */
export interface Scraper {
  /** Helm release of the operator. By default it selects only monitors with this release as a label. */
  readonly release: string;
  /** @default - unknown, others install the release */
  readonly namespace?: string;
}
