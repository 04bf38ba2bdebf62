import { SERVER_METRICS } from "./servers";
import { type ServerMetrics } from "./server-metrics";
import { type EnvironmentConfig } from "./schema";
import { own } from "../base/own";
import { PROMETHEUS_RELEASE, PROMETHEUS_NAMESPACE } from "./prometheus";

/** Metrics of a model, at the path of its server or of the file. */
export interface ExposedMetrics {
  readonly path: string;
  readonly server: ServerMetrics;
}

/** Metrics of a model, and the Prometheus that scrapes them. */
export interface ScrapedMetrics extends ExposedMetrics {
  readonly scraper: Scraper;
}

type Model = EnvironmentConfig["models"][number];

/** Metrics of a model; undefined without a path of its server or of the file. */
export function exposedMetrics({ kind, metricsPath }: Model): ExposedMetrics | undefined {
  const server: ServerMetrics = SERVER_METRICS[kind];
  const path = server.path ?? metricsPath;
  return path === undefined ? undefined : { path, server };
}

/** The same with the Prometheus; undefined without one. */
export function scrapedMetrics(
  model: Model,
  config: Pick<EnvironmentConfig, "components" | "prometheusRelease">,
): ScrapedMetrics | undefined {
  const [metrics, scraper] = [exposedMetrics(model), scraperOf(config)];
  return metrics && scraper ? { ...metrics, scraper } : undefined;
}

/** A Prometheus that scrapes models. */
export interface Scraper {
  /** Helm release of the operator. By default it selects only monitors with this release as a label. */
  readonly release: string;
  /** @default - unknown, others install the release */
  readonly namespace?: string;
}

/** True if the environment installs Prometheus itself. */
const hasOwnPrometheus = ({ components }: Pick<EnvironmentConfig, "components">): boolean =>
  own(components ?? {}, "prometheus") !== undefined;

/** The Prometheus that scrapes models: that of the environment, or one that others install. */
export function scraperOf(
  config: Pick<EnvironmentConfig, "components" | "prometheusRelease">,
): Scraper | undefined {
  if (hasOwnPrometheus(config)) return { release: PROMETHEUS_RELEASE, namespace: PROMETHEUS_NAMESPACE };
  return config.prometheusRelease === undefined ? undefined : { release: config.prometheusRelease };
}
