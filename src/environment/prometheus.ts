import { own } from "../base/own";
import { type Scraper } from "./scraper";
import { type EnvironmentConfig } from "./schema";

/** Release of the chart kube-prometheus-stack that `components.prometheus` installs. Monitors have it as a label. */
export const PROMETHEUS_RELEASE = "kube-prometheus-stack";

/** Namespace of that release. */
export const PROMETHEUS_NAMESPACE = "monitoring";

/** Port of its Prometheus, for queries. */
export const PROMETHEUS_PORT = 9090;

/** Address of its Prometheus in the cluster: the Service of the chart. */
export const PROMETHEUS_ADDRESS = `http://${PROMETHEUS_RELEASE}-prometheus.${PROMETHEUS_NAMESPACE}.svc:${PROMETHEUS_PORT}`;

/** True if the environment installs Prometheus itself. */
export const hasOwnPrometheus = ({ components }: Pick<EnvironmentConfig, "components">): boolean =>
  own(components ?? {}, "prometheus") !== undefined;

/** The Prometheus that scrapes models: that of the environment, or one that others install. */
export function scraperOf(
  config: Pick<EnvironmentConfig, "components" | "prometheusRelease">,
): Scraper | undefined {
  if (hasOwnPrometheus(config)) return { release: PROMETHEUS_RELEASE, namespace: PROMETHEUS_NAMESPACE };
  return config.prometheusRelease === undefined ? undefined : { release: config.prometheusRelease };
}
