import { type Layer } from "../core/layers";
import { type ConfigPath } from "./loader/problems";
import { type EnvironmentConfig } from "./schema";

type Part = readonly [address: RegExp, part: ConfigPath];

/** What part of the configuration shapes the resources of a layer, by their addresses; the first that fits. */
const PARTS: Partial<Record<Layer, readonly Part[]>> = {
  network: [
    [/\.cost_alarm(_|$)/, ["network", "costAlarm"]],
    [/^aws_vpc_endpoint/, ["network", "endpoints"]],
    [/^aws_(flow_log|cloudwatch_log_group)/, ["network", "flowLogs"]],
    [/^aws_(lb|acm|route53|wafv2)/, ["entry"]],
    [/^aws_subnet\.public/, ["network", "publicSubnets"]],
    [/^aws_subnet/, ["network", "privateSubnets"]],
    [/_rule\.alb_from_/, ["entry"]],
    [/_rule\.control_plane_from_\d/, ["cluster", "apiAccess", "cidrs"]],
  ],
  cluster: [
    [/^aws_s3_bucket/, ["modelBucket"]],
    [/^aws_eks_addon/, ["cluster", "addonVersions"]],
    [/^aws_eks_cluster\./, ["cluster"]],
    [/^aws_cloudwatch_log_group/, ["cluster", "logRetentionDays"]],
  ],
  models: [[/^(aws_(lb|acm|route53)|kubernetes_ingress|kubernetes_service_v1\..*_nlb$)/, ["entry"]]],
};

/** What shapes the rest of a layer; far too much to say which of its values does. */
const REST: Partial<Record<Layer, ConfigPath>> = {
  network: ["network"],
  cluster: ["cluster"],
  models: ["models"],
};

/** Besides its own part: where a number or a short word of another part stands. */
const ALSO: readonly Part[] = [
  [/^(aws_lb_target_group|kubernetes_ingress)/, ["models"]],
  [/^(aws_eks_node_group|aws_eks_addon_version)/, ["cluster", "version"]],
];

/**
 * The value of an environment's file that an address follows from: a model's own entry, a node group's, or the part
 * that shapes resources of that type. Undefined where no part of the file does.
 */
export function causeOf(config: EnvironmentConfig, layer: Layer, address: string): ConfigPath | undefined {
  return ownPart(config, layer, address) ?? REST[layer];
}

/** The parts of the file whose numbers and short words may stand in a resource; none where too many could. */
export function shapedBy(config: EnvironmentConfig, layer: Layer, address: string): ConfigPath[] {
  const own = ownPart(config, layer, address);
  const resource = withoutData(address);
  const also = ALSO.flatMap(([pattern, part]) => (pattern.test(resource) ? [part] : []));
  return [...(own === undefined ? [] : [own]), ...also];
}

/** Types of which every zone has its own, or none at all. */
const ZONAL = /^aws_(subnet|eip|nat_gateway|route|route_table|route_table_association|eks_node_group)\./;

/** The letter of the zone that an address is for: `c` of `aws_subnet.private_c`. */
export const zoneOf = (address: string): string | undefined =>
  ZONAL.test(address) ? /[._]([a-z])$/.exec(address)?.[1] : undefined;

/** The lists of zones that decide whether a zonal address is there. */
export function zonesOf(config: EnvironmentConfig, address: string): ConfigPath[] {
  const [type, name = ""] = address.split(".");
  const group = type === "aws_eks_node_group" ? nodeGroupOf(config, name) : undefined;
  const own: ConfigPath[] = group === undefined ? [] : [["cluster", "nodeGroups", group, "zones"]];
  return [["network", "zones"], ...own];
}

function ownPart(config: EnvironmentConfig, layer: Layer, address: string): ConfigPath | undefined {
  const resource = withoutData(address);
  const [type = "", name = ""] = resource.split(".");
  const model = modelsByName(config).get(name);
  if (model !== undefined && layer !== "network") return ["models", model];
  if (type === "aws_eks_node_group" || type === "aws_launch_template") {
    const group = nodeGroupOf(config, name);
    return group === undefined ? undefined : ["cluster", "nodeGroups", group];
  }
  if (type.startsWith("aws_vpc_security_group_")) {
    const port = /^(?:\w+_from_alb|alb_to_\w+)_(\d+)$/.exec(name)?.[1];
    if (port !== undefined) return portOf(config, Number(port));
  }
  return PARTS[layer]?.find(([pattern]) => pattern.test(resource))?.[1];
}

const withoutData = (address: string): string => address.replace(/^data\./, "");

/** The port of the one model that listens there, or all models where several do. */
function portOf({ models }: EnvironmentConfig, port: number): ConfigPath {
  const found = models.flatMap((model, index) => (model.port === port ? [index] : []));
  return found.length === 1 && found[0] !== undefined ? ["models", found[0], "port"] : ["models"];
}

const nodeGroupOf = ({ cluster }: EnvironmentConfig, name: string): string | undefined =>
  Object.keys(cluster.nodeGroups).find((each) => new RegExp(`^${underscored(each)}(_[a-z])?$`).test(name));

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
