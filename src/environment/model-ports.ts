import { scrapedMetrics } from "./scraped-metrics";
import { type SettingPath } from "../terraform/cause-record";
import type { EnvironmentConfig } from "./schema";

/** Container ports of the models, with those of pods that a rollout replaces. */
export const modelPorts = (config: EnvironmentConfig) => ({
  /** Distinct ports, ascending. */
  get all(): number[] {
    return distinctPorts(config.models);
  },
  /** Distinct ports of models that Prometheus scrapes, ascending. */
  get scraped(): number[] {
    return distinctPorts(config.models.filter((model) => scrapedMetrics(model, config)));
  },
  /** Key of the file that a port comes from: that of the only model with it, or the list of models. */
  keyOfPort(port: number): SettingPath {
    const keys = config.models.flatMap((model, index): SettingPath[] => [
      ...(model.port === port ? [["models", index, "port"]] : []),
      ...(model.alsoPorts.includes(port) ? [["models", index, "alsoPorts"]] : []),
    ]);
    const [key, ...others] = keys;
    return key && others.length === 0 ? key : ["models"];
  },
});

function distinctPorts(models: EnvironmentConfig["models"]): number[] {
  return [...new Set(models.flatMap(({ port, alsoPorts }) => [port, ...alsoPorts]))].sort((a, b) => a - b);
}
