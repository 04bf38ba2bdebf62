import { scraperOf } from "./prometheus";
import type { EnvironmentConfig } from "./schema";

/** Distinct container ports of all models, with those of pods that a rollout replaces, ascending. */
export function modelPorts({ models }: EnvironmentConfig): number[] {
  return distinctPorts(models);
}

/** Distinct container ports of models on nodes. With Fargate, all models run on Fargate. */
export function nodeModelPorts(config: EnvironmentConfig): number[] {
  return config.cluster.fargate ? [] : modelPorts(config);
}

/** Distinct container ports of models that Prometheus scrapes. */
export function scrapedPorts(config: EnvironmentConfig): number[] {
  return scraperOf(config) === undefined
    ? []
    : distinctPorts(config.models.filter((model) => model.metricsPath !== undefined));
}

function distinctPorts(models: EnvironmentConfig["models"]): number[] {
  return [...new Set(models.flatMap(({ port, alsoPorts }) => [port, ...alsoPorts]))].sort((a, b) => a - b);
}
