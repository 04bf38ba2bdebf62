import { SERVER_METRICS } from "./servers";
import { type ServerMetrics } from "./server-metrics";
import { type EnvironmentConfig } from "./schema";
import { type Scraper } from "./prometheus";
import { scraperOf } from "./rules/scraper";

/** Metrics of a model, at the path of its server or of the file. */
interface ExposedMetrics {
  readonly path: string;
  readonly server: ServerMetrics;
}

/** Metrics of a model, and the Prometheus that scrapes them. */
interface ScrapedMetrics extends ExposedMetrics {
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
