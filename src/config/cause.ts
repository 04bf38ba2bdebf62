import { addressPart } from "../core/address-part";
import { type Layer } from "../core/layers";
import { shortHash } from "../core/short-hash";
import { type ConfigPath } from "./loader/problems";
import { type EnvironmentConfig } from "./schema";

type Part = readonly [address: RegExp, part: ConfigPath];

/** Parts of the configuration by layer and by the addresses of the resources that they shape. The first match wins. */
const PARTS: Partial<Record<Layer, readonly Part[]>> = {
  state: [[/\.access_logs$|^aws_s3_bucket_logging\./, ["accessLogs"]]],
  network: [
    [/\.cost_alarm(_|$)/, ["network", "costAlarm"]],
    [/^aws_vpc_endpoint/, ["network", "endpoints"]],
    [/^aws_(vpc_peering_connection|ec2_transit_gateway_vpc_attachment)\./, ["network", "attachments"]],
    [/^aws_route\..*_private(_[a-z])?$/, ["network", "attachments"]],
    [/^aws_(flow_log|cloudwatch_log_group)/, ["network", "flowLogs"]],
    [/^aws_(lb|acm|route53|wafv2)/, ["entry"]],
    [/^aws_subnet\.public/, ["network", "publicSubnets"]],
    [/^aws_subnet/, ["network", "privateSubnets"]],
    [/_rule\.alb_from_/, ["entry"]],
    [/_rule\.control_plane_from_\d/, ["cluster", "apiAccess", "cidrs"]],
  ],
  cluster: [
    [/^aws_s3_bucket_logging/, ["accessLogs"]],
    [/^aws_s3_bucket/, ["modelBucket"]],
    [/^aws_eks_addon/, ["cluster", "addonVersions"]],
    [/^aws_eks_cluster\./, ["cluster"]],
    [/^aws_cloudwatch_log_group/, ["cluster", "logRetentionDays"]],
  ],
  models: [
    [/^kubernetes_namespace_v1/, ["namespace"]],
    [/^kubernetes_priority_class_v1/, ["podPriority"]],
    [/^(aws_(lb|acm|route53|wafv2)|kubernetes_ingress|kubernetes_service_v1\..*_nlb$)/, ["entry"]],
  ],
};

/** Parts that shape all other resources of a layer. They are too large to name a single value as the cause. */
const REST: Partial<Record<Layer, ConfigPath>> = {
  network: ["network"],
  cluster: ["cluster"],
  models: ["models"],
};

/** Types of the resources of a model, by layer. Resources of other types can have the name of a model by chance. */
const OF_A_MODEL: Partial<Record<Layer, RegExp>> = {
  cluster: /^aws_ecr_/,
  models: /^(aws_iam_|helm_|kubernetes_(?!ingress|limit_range|namespace|priority_class|resource_quota))/,
};

/** Further parts whose numbers and short words appear in a resource, by address. */
const ALSO: readonly Part[] = [
  [/^(aws_lb_target_group|kubernetes_ingress)/, ["models"]],
  [/^(aws_eks_node_group|aws_eks_addon_version)/, ["cluster", "version"]],
  [/^aws_eks_node_group/, ["cluster", "nodeReleases"]],
];

/**
 * Path of the value in an environment's file that an address follows from: a model, a node group, or the part that
 * shapes resources of that type. Undefined if no part of the file does.
 */
export function causeOf(config: EnvironmentConfig, layer: Layer, address: string): ConfigPath | undefined {
  return ownPart(config, layer, address) ?? REST[layer];
}

/** Parts of the file whose numbers and short words can appear in a resource; empty if too many parts could. */
export function shapedBy(config: EnvironmentConfig, layer: Layer, address: string): ConfigPath[] {
  const own = ownPart(config, layer, address);
  const resource = withoutData(address);
  const also = ALSO.flatMap(([pattern, part]) => (pattern.test(resource) ? [part] : []));
  return [...(own === undefined ? [] : [own]), ...also];
}

/** Resource types with one instance for each zone, or none. */
const ZONAL = /^aws_(subnet|eip|nat_gateway|route|route_table|route_table_association|eks_node_group)\./;

/** Zone letter of an address: `c` of `aws_subnet.private_c`. */
export const zoneOf = (address: string): string | undefined =>
  ZONAL.test(address) ? /[._]([a-z])$/.exec(address)?.[1] : undefined;

/** Paths of the lists of zones that decide whether a zonal address exists. */
export function zonesOf(config: EnvironmentConfig, address: string): ConfigPath[] {
  const [type, name = ""] = address.split(".");
  const group = type === "aws_eks_node_group" ? nodeGroupOf(config, name) : undefined;
  const own: ConfigPath[] = group === undefined ? [] : [["cluster", "nodeGroups", group, "zones"]];
  return [["network", "zones"], ...own];
}

function ownPart(config: EnvironmentConfig, layer: Layer, address: string): ConfigPath | undefined {
  const resource = withoutData(address);
  const [type = "", name = ""] = resource.split(".");
  const model = OF_A_MODEL[layer]?.test(type) === true ? modelsByName(config).get(name) : undefined;
  if (model !== undefined) return ["models", model];
  if (type === "aws_eks_node_group" || type === "aws_launch_template") {
    const group = nodeGroupOf(config, name);
    return group === undefined ? undefined : ["cluster", "nodeGroups", group];
  }
  if (type.startsWith("aws_vpc_security_group_")) {
    const port = requestPortOf(address);
    if (port !== undefined) return portOf(config, port);
  }
  return PARTS[layer]?.find(([pattern]) => pattern.test(resource))?.[1];
}

/** Port of a rule that lets requests of the load balancer reach pods. */
export function requestPortOf(address: string): number | undefined {
  const rule = /^aws_vpc_security_group_(?:in|e)gress_rule\.(?:\w+_from_alb|alb_to_\w+)_(\d+)$/;
  const port = rule.exec(withoutData(address))?.[1];
  return port === undefined ? undefined : Number(port);
}

const withoutData = (address: string): string => address.replace(/^data\./, "");

/** Path of the setting of the only model that has `port`, or of all models if several do. */
function portOf({ models }: EnvironmentConfig, port: number): ConfigPath {
  const found = models.flatMap((model, index): ConfigPath[] => [
    ...(model.port === port ? [["models", index, "port"]] : []),
    ...(formerPorts(model).includes(port) ? [["models", index, "alsoPorts"]] : []),
  ]);
  const [only] = found;
  return found.length === 1 && only !== undefined ? only : ["models"];
}

/** Settings that an earlier version recorded have no such list. */
const formerPorts = ({ alsoPorts = [] }: { readonly alsoPorts?: readonly number[] }): readonly number[] =>
  alsoPorts;

const nodeGroupOf = ({ cluster }: EnvironmentConfig, name: string): string | undefined =>
  Object.keys(cluster.nodeGroups).find((each) =>
    new RegExp(`^${addressPart(each)}(_${shortHash(each)})?(_[a-z])?$`).test(name),
  );

/** Cached, because it is called for every resource. */
function modelsByName(config: EnvironmentConfig): ReadonlyMap<string, number> {
  const known =
    indices.get(config) ??
    new Map(
      // the first of models with the same part in addresses has it alone, the others with a hash
      [...config.models.entries()].reverse().flatMap(([index, { name }]): [string, number][] => [
        [addressPart(name), index],
        [`${addressPart(name)}_${shortHash(name)}`, index],
      ]),
    );
  indices.set(config, known);
  return known;
}

const indices = new WeakMap<EnvironmentConfig, ReadonlyMap<string, number>>();
