import { type Layer } from "../core/layers";
import { type ConfigPath } from "./reading/problems";
import { type EnvironmentConfig } from "./schema";

/** What part of the configuration shapes the resources of a layer, by their addresses; the first that fits. */
const PARTS: Partial<Record<Layer, readonly (readonly [address: RegExp, part: ConfigPath])[]>> = {
  network: [
    [/\.cost_alarm(_|$)/, ["network", "costAlarm"]],
    [/^aws_vpc_endpoint/, ["network", "endpoints"]],
    [/^aws_(flow_log|cloudwatch_log_group)/, ["network", "flowLogs"]],
    [/^aws_(lb|acm|route53|wafv2)/, ["entry"]],
    [/^aws_subnet\.public/, ["network", "publicSubnets"]],
    [/^aws_subnet/, ["network", "privateSubnets"]],
    [/^/, ["network"]],
  ],
  cluster: [
    [/^aws_s3_bucket/, ["modelBucket"]],
    [/^aws_eks_addon/, ["cluster", "addonVersions"]],
    [/^/, ["cluster"]],
  ],
  models: [
    [/^(aws_(lb|acm|route53)|kubernetes_ingress|kubernetes_service_v1\..*_nlb$)/, ["entry"]],
    [/^/, ["models"]],
  ],
};

/**
 * The value of an environment's file that an address follows from: a model's own entry, a node group's, or the part
 * that shapes resources of that type. Undefined where no part of the file does.
 */
export function causeOf(config: EnvironmentConfig, layer: Layer, address: string): ConfigPath | undefined {
  const resource = address.replace(/^data\./, "");
  const [type = "", name = ""] = resource.split(".");
  const model = modelsByName(config).get(name);
  if (model !== undefined && layer !== "network") return ["models", model];
  if (type === "aws_eks_node_group" || type === "aws_launch_template") {
    const group = Object.keys(config.cluster.nodeGroups).find((each) =>
      new RegExp(`^${underscored(each)}(_[a-z])?$`).test(name),
    );
    return group === undefined ? ["cluster"] : ["cluster", "nodeGroups", group];
  }
  return PARTS[layer]?.find(([pattern]) => pattern.test(resource))?.[1];
}

/** Asked for every resource, of which many models have many. */
function modelsByName(config: EnvironmentConfig): ReadonlyMap<string, number> {
  const known =
    indices.get(config) ??
    new Map(config.models.map(({ name }, index) => [underscored(name), index] as const));
  indices.set(config, known);
  return known;
}

const indices = new WeakMap<EnvironmentConfig, ReadonlyMap<string, number>>();

const underscored = (name: string): string => name.replaceAll("-", "_");
