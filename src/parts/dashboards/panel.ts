/** Units of Grafana. */
type Unit = "reqps" | "percentunit" | "s" | "short" | "currencyUSD" | "celsius" | "watt";

/** A query, and the name of its series; Grafana replaces `{{label}}` with the value of a label. */
export interface Query {
  readonly expression: string;
  readonly legend: string;
}

/** A graph over time. */
export interface Panel {
  readonly title: string;
  /** Question that it answers. */
  readonly description: string;
  readonly unit: Unit;
  readonly queries: readonly Query[];
}

/** Interval of rates that Grafana fits to the scrape interval and the width of a graph. */
export const INTERVAL = "$__rate_interval";
