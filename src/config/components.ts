import { COMPONENTS, type Component, type ComponentName, FARGATE } from "../catalog/components";
import { ENDPOINT_SERVICE_NAMES, type EndpointService } from "../catalog/endpoints";
import type { EnvironmentConfig } from "./schema";
import { hasSecretsDriver } from "./secrets";

/** Components that an environment runs. Endpoints, security-group rules and policies are derived from them. */
export function enabledComponents(config: EnvironmentConfig): ComponentName[] {
  const enabled: Record<ComponentName, boolean> = {
    nodes: true,
    "vpc-cni": true,
    "session-manager": config.cluster.sessionManager,
    "metrics-server": true,
    "load-balancer-controller": true,
    "cloudwatch-observability": config.cluster.observability,
    "fargate-log-router": config.cluster.fargate,
    models: true,
    "model-secrets": hasSecretsDriver(config),
    "sagemaker-clients": config.network.endpoints.sagemakerRuntime,
  };
  return (Object.keys(enabled) as ComponentName[]).filter((name) => enabled[name]);
}

/** A VPC endpoint, with the components that call it and why. */
export interface EndpointNeed {
  readonly service: EndpointService;
  readonly callers: readonly { readonly title: string; readonly why: string }[];
}

export function neededEndpoints(config: EnvironmentConfig): EndpointNeed[] {
  const components: readonly Pick<Component, "title" | "calls">[] = [
    ...enabledComponents(config).map((name) => COMPONENTS[name]),
    ...(config.cluster.fargate ? [FARGATE] : []),
  ];
  return ENDPOINT_SERVICE_NAMES.map((service) => ({
    service,
    callers: components.flatMap(({ title, calls }) => {
      const why = calls[service];
      return why === undefined ? [] : [{ title, why }];
    }),
  })).filter((need) => need.callers.length > 0);
}

/** Ports on nodes that the control plane connects to, each with all reasons. */
export function controlPlanePorts(config: EnvironmentConfig): { port: number; why: string }[] {
  const reasons = new Map<number, string[]>();
  for (const component of enabledComponents(config)) {
    for (const [port, why] of Object.entries(COMPONENTS[component].controlPlanePorts)) {
      reasons.set(Number(port), [...(reasons.get(Number(port)) ?? []), why]);
    }
  }
  return [...reasons].map(([port, why]) => ({ port, why: why.join("; ") })).sort((a, b) => a.port - b.port);
}

/** Distinct container ports of all models, with those of pods that a rollout replaces, ascending. */
export function modelPorts({ models }: EnvironmentConfig): number[] {
  return distinctPorts(models);
}

/** Distinct container ports of models on nodes. With Fargate, all models run on Fargate. */
export function nodeModelPorts(config: EnvironmentConfig): number[] {
  return config.cluster.fargate ? [] : modelPorts(config);
}

/** Distinct container ports of models that Prometheus scrapes. */
export function scrapedPorts({ models, prometheusRelease }: EnvironmentConfig): number[] {
  return prometheusRelease === undefined
    ? []
    : distinctPorts(models.filter((model) => model.metricsPath !== undefined));
}

function distinctPorts(models: EnvironmentConfig["models"]): number[] {
  return [...new Set(models.flatMap(({ port, alsoPorts }) => [port, ...alsoPorts]))].sort((a, b) => a - b);
}
