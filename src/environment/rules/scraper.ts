import { type EnvironmentConfig } from "../schema";
import { own } from "../../base/own";
import { type Scraper, PROMETHEUS } from "../prometheus";

/** True if the environment installs Prometheus itself. */
const hasOwnPrometheus = ({ components }: Pick<EnvironmentConfig, "components">): boolean =>
  own(components ?? {}, "prometheus") !== undefined;

/** The Prometheus that scrapes models: that of the environment, or one that others install. */
export function scraperOf(
  config: Pick<EnvironmentConfig, "components" | "prometheusRelease">,
): Scraper | undefined {
  if (hasOwnPrometheus(config)) return { release: PROMETHEUS.release, namespace: PROMETHEUS.namespace };
  return config.prometheusRelease === undefined ? undefined : { release: config.prometheusRelease };
}
