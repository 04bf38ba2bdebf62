import { entryReach } from "../../environment/entry";
import {
  type ApiDemoConfig,
  type ILoadBalancer,
  type INetwork,
  type NetworkOutputs,
} from "../stack-outputs/network";
import { KINDS_APART, type Apart, WORDS_OF } from "./subnet-tags";
import { withDescriptions, type OutputValue } from "../stack-outputs/output-value";
import { type EnvironmentConfig } from "../../environment/schema";
import outputs from "./output-descriptions.json";

type Outputs = { [Name in keyof NetworkOutputs]: OutputValue | undefined };
type EntryOutput =
  | "certificate_arn"
  | "alb_arn"
  | "alb_dns_name"
  | "alb_zone_id"
  | "eks_api_target_group_arn"
  | "api_demo_config";

/** Output of a subnet apart from the private ones. One for each: an add-on has the name of none in quotes in its JSON. */
export const subnetOutput = (role: Apart, letter: string) =>
  `${role === "pod" ? role : WORDS_OF[role].replaceAll("-", "_")}_subnet_id_${letter}` as const;

/** Outputs of subnets apart from the private ones, except those of load balancers, which are a list. */
export const subnetOutputs = ({ subnetIdsApart }: INetwork, zones: readonly string[]) =>
  Object.fromEntries(
    KINDS_APART.filter((role) => role !== "loadBalancer").flatMap((role) =>
      subnetIdsApart[role].map((value, index) => {
        const letter = zones[index] ?? "";
        const description = `Subnet of ${WORDS_OF[role].replace("-", " ")} in zone ${letter}`;
        return [subnetOutput(role, letter), { value, description }];
      }),
    ),
  );

/** Outputs of an entry in this layer. */
export type EntryOutputs = Pick<Outputs, EntryOutput>;

/** Outputs of every network. */
export function networkOutputs(network: INetwork, zones: readonly string[]): Omit<Outputs, EntryOutput> {
  const { securityGroupIds: groups, endpointIds: endpoints } = network;
  const publicSubnets = network.publicSubnetIds.length > 0 ? network.publicSubnetIds : undefined;
  const { loadBalancer } = network.subnetIdsApart;
  const byZone = zones.map((zone, index) => [zone, network.privateSubnetIds[index]] as const);
  return withDescriptions(outputs.descriptions, {
    vpc_id: network.vpcId,
    vpc_cidr_block: network.vpcCidr,
    public_alb_subnet_ids: publicSubnets,
    load_balancer_subnet_ids: loadBalancer.length > 0 ? loadBalancer : undefined,
    private_workload_subnet_ids: network.privateSubnetIds,
    private_workload_subnet_ids_by_zone: Object.fromEntries(byZone),
    alb_security_group_id: groups.alb,
    eks_nodes_security_group_id: groups.nodes,
    eks_control_plane_security_group_id: groups["control-plane"],
    vpc_endpoints_security_group_id: groups.endpoints,
    s3_vpc_endpoint_id: endpoints.s3,
    ecr_api_vpc_endpoint_id: endpoints["ecr.api"],
    sagemaker_runtime_vpc_endpoint_id: endpoints["sagemaker.runtime"],
    network_attachments: network.attachments,
    name_servers: network.nameServers,
  });
}

/** Outputs of an entry in the network layer; `addresses` are null while it is off. */
export function networkEntryOutputs(
  alb: ILoadBalancer | undefined,
  certificateArn: string | undefined,
  addresses: unknown,
): EntryOutputs {
  return withDescriptions(outputs.descriptions, {
    certificate_arn: certificateArn,
    alb_arn: alb?.arn,
    alb_dns_name: alb?.dnsName,
    alb_zone_id: alb?.zoneId,
    eks_api_target_group_arn: alb?.targetGroupArn,
    api_demo_config: addresses,
  });
}

/**
 * Addresses that clients call. HTTPS requires the configured host: a certificate never matches a load
 * balancer's own name, `albName`. That name is set if the load balancer is in this layer.
 */
export function demoAddresses(
  { entry, models }: Pick<EnvironmentConfig, "entry" | "models">,
  albName: string | undefined,
): ApiDemoConfig | undefined {
  const [model] = models;
  const [host = albName, ...others] = entryReach(entry).hosts;
  if (host === undefined || !model) return undefined;
  const [scheme, usual] = entryReach(entry).servesHttps ? ["https", 443] : ["http", 80];
  const port = entry.type === "nlb" && entry.port !== usual ? `:${entry.port}` : "";
  const originOf = (name: string): string => `${scheme}://${name}${port}`;
  const origin = originOf(host);
  // An Ingress routes only its paths; other load balancers forward every request.
  const healthIsRouted =
    entry.type !== "ingress" || model.paths.some((path) => covers(path, model.healthPath));
  return {
    public_endpoint: origin,
    ...(others.length > 0 ? { also_public_endpoints: others.map(originOf) } : {}),
    ...(healthIsRouted ? { health_check: `${origin}${model.healthPath}` } : {}),
    predict_endpoint: `${origin}${model.paths[0]}`,
  };
}

/** Whether `path` of an Ingress covers `other`: the same path, or one below it. */
const covers = (path: string, other: string): boolean =>
  other === path || other.startsWith(path.endsWith("/") ? path : `${path}/`);
