import { type EnvironmentPlan, memoizePerPlan } from "../../terraform/environment-plan";
import { block } from "../../terraform/stack-json";
import { resolveReferences } from "../../infrastructure/text-references";
import { type KubernetesObject, objectsOf } from "../../infrastructure/kubernetes-objects";

/** Namespace and name of the ConfigMap with the configuration of Fargate's log router. */
export const LOG_NAMESPACE = "aws-observability";
export const LOG_CONFIG = "aws-logging";

/** The configuration of Fluent Bit on Fargate. */
export interface LogRouter {
  readonly map: KubernetesObject;
  /** A file of the configuration, by its key in the ConfigMap. */
  readonly file: (key: string) => string;
}

export const logRouterOf = memoizePerPlan((plan: EnvironmentPlan): LogRouter | undefined => {
  const map = objectsOf(plan).find("config_map", LOG_NAMESPACE, LOG_CONFIG);
  if (!map) return undefined;
  const { layer, config } = map.resource;
  return { map, file: (key) => resolveReferences(plan, { layer, value: block(config["data"])[key] }) };
});

/** Reads a setting of Fluent Bit from a line `key value`. */
export const setting = (configuration: string, key: string): string | undefined =>
  new RegExp(`^\\s*${key}\\s+(\\S+)\\s*$`, "im").exec(configuration)?.[1];

/** The CloudWatch log group of pods on Fargate. */
export const fargateLogGroup = (router: LogRouter): string | undefined =>
  setting(router.file("output.conf"), "log_group_name");
