import { entryReach } from "../../environment/entry";
import {
  type ApiDemoConfig,
  type ILoadBalancer,
  type INetwork,
  type NetworkOutputs,
} from "../stack-outputs/network";
import { type OutputValue } from "../stack-outputs/output-value";
import { type EnvironmentConfig } from "../../environment/schema";

type Outputs = { [Name in keyof NetworkOutputs]: OutputValue | undefined };
type EntryOutput =
  | "certificate_arn"
  | "alb_arn"
  | "alb_dns_name"
  | "alb_zone_id"
  | "eks_api_target_group_arn"
  | "api_demo_config";

/** Outputs of an entry in this layer. */
export type EntryOutputs = Pick<Outputs, EntryOutput>;

/** Outputs of every network. */
export function networkOutputs(network: INetwork, zones: readonly string[]): Omit<Outputs, EntryOutput> {
  const { securityGroupIds: groups, endpointIds: endpoints } = network;
  return {
    vpc_id: output("VPC", network.vpcId),
    vpc_cidr_block: output("IPv4 range of the VPC", network.vpcCidr),
    public_alb_subnet_ids: output(
      "Public subnets, for load balancers",
      network.publicSubnetIds.length > 0 ? network.publicSubnetIds : undefined,
    ),
    private_workload_subnet_ids: output("Private subnets, for nodes and pods", network.privateSubnetIds),
    private_workload_subnet_ids_by_zone: output(
      "The same subnets, by the letter of their zone",
      Object.fromEntries(zones.map((zone, index) => [zone, network.privateSubnetIds[index]])),
    ),
    alb_security_group_id: output("Group of the load balancer", groups.alb),
    eks_nodes_security_group_id: output("Group of nodes and pods", groups.nodes),
    eks_control_plane_security_group_id: output("Group of the control plane", groups["control-plane"]),
    vpc_endpoints_security_group_id: output("Group of the interface endpoints", groups.endpoints),
    s3_vpc_endpoint_id: output("Gateway endpoint of S3", endpoints.s3),
    ecr_api_vpc_endpoint_id: output("Endpoint of the ECR API", endpoints["ecr.api"]),
    sagemaker_runtime_vpc_endpoint_id: output(
      "Endpoint of SageMaker Runtime",
      endpoints["sagemaker.runtime"],
    ),
    network_attachments: output(
      "Attachments to other networks, with the commands for the owner of the other network",
      network.attachments,
    ),
  };
}

/** Outputs of an entry in the network layer; `addresses` are null while it is off. */
export function networkEntryOutputs(
  alb: ILoadBalancer | undefined,
  certificateArn: string | undefined,
  addresses: unknown,
): EntryOutputs {
  return {
    certificate_arn: output("Certificate of the entry's host", certificateArn),
    alb_arn: output("Load balancer; null while it is switched off", alb?.arn),
    alb_dns_name: output("DNS name of the load balancer; null while that is switched off", alb?.dnsName),
    alb_zone_id: output(
      "Route 53 zone of that name; null while the load balancer is switched off",
      alb?.zoneId,
    ),
    eks_api_target_group_arn: output("Target group that pods join", alb?.targetGroupArn),
    api_demo_config: output("What to call in a demo", addresses),
  };
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

const output = (description: string, value: unknown): OutputValue | undefined =>
  value === undefined ? undefined : { value, description };
