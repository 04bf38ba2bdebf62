import { scrapedMetrics } from "./scraped-metrics";
import { type SettingPath } from "../terraform/cause-record";
import type { EnvironmentConfig } from "./schema";

/** Distinct container ports of all models, with those of pods that a rollout replaces, ascending. */
export function modelPorts({ models }: EnvironmentConfig): number[] {
  return distinctPorts(models);
}

/** Distinct container ports of models that Prometheus scrapes. */
export function scrapedPorts(config: EnvironmentConfig): number[] {
  return distinctPorts(config.models.filter((model) => scrapedMetrics(model, config)));
}

/** Key of the file that a port comes from: that of the only model with it, or the list of models. */
export function partOfPort({ models }: EnvironmentConfig, port: number): SettingPath {
  const keys = models.flatMap((model, index): SettingPath[] => [
    ...(model.port === port ? [["models", index, "port"]] : []),
    ...(model.alsoPorts.includes(port) ? [["models", index, "alsoPorts"]] : []),
  ]);
  const [key, ...others] = keys;
  return key && others.length === 0 ? key : ["models"];
}

function distinctPorts(models: EnvironmentConfig["models"]): number[] {
  return [...new Set(models.flatMap(({ port, alsoPorts }) => [port, ...alsoPorts]))].sort((a, b) => a - b);
}
