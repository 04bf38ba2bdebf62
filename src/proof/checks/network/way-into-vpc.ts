import { isTrue, text, texts, valueOf } from "../../model/blocks";
import { endpointsOf } from "../../model/network/endpoints";
import { serviceNameOf } from "../../model/network/named-endpoint-services";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform-json/environment-plan";
import { type Check, type Finding, at } from "../check";

export const wayIntoVpc: Check = {
  id: "way-into-vpc",
  severity: "error",
  title:
    "only load balancers, NAT gateways, endpoints of AWS and the stated attachments connect the VPC with others",
  why: "each further connection is a way for packets or calls that routes and security groups of the platform do not show",
  fix: "remove the block; declare a network of operators or clients in network.attachments",
  source:
    'VPC user guide, "Connect your VPC to other networks" and "Block public access to VPCs and subnets"; AWS PrivateLink guide, "Share your services" (read 2026-11-26)',
  run: (plan) => [
    ...Object.entries(WAYS).flatMap(([type, way]) =>
      plan.resources(type).flatMap((resource) => {
        const message = way(resource, plan);
        return message === undefined ? [] : [{ ...at(resource), message }];
      }),
    ),
    ...foreignServices(plan),
  ],
};

/** The opening of a block in words; undefined for one that opens nothing. */
type Way = (resource: PlannedResource, plan: EnvironmentPlan) => string | undefined;

const always =
  (message: string): Way =>
  () =>
    message;

/** Types of blocks that connect a VPC, or give a public address to an interface in it. */
const WAYS: Readonly<Record<string, Way>> = {
  aws_vpn_gateway: ({ config }) =>
    config["vpc_id"] === undefined ? undefined : "a VPN gateway connects the VPC with another network",
  aws_vpn_gateway_attachment: always("a VPN gateway connects the VPC with another network"),
  aws_ec2_client_vpn_network_association: always("a client VPN leads into a subnet of the VPC"),
  aws_vpc_peering_connection_accepter: always("it accepts a peering connection that another network begins"),
  aws_networkmanager_vpc_attachment: always(
    "a core network of Cloud WAN connects the VPC with other networks",
  ),
  aws_vpclattice_service_network_vpc_association: always(
    "a service network of VPC Lattice leads out of the VPC",
  ),
  aws_ec2_instance_connect_endpoint: always(
    "EC2 Instance Connect leads users of the account to instances in the subnet",
  ),
  aws_vpc_endpoint_service: ({ config }) => {
    const principals = texts(config["allowed_principals"]);
    const accepts = isTrue(config["acceptance_required"])
      ? "asks before each connection"
      : "accepts each connection";
    return `an endpoint service leads other VPCs to a load balancer of this one: it ${accepts}, and allows ${principals.join(", ") || "the principals that other blocks add"}`;
  },
  aws_vpc_endpoint_service_allowed_principal: ({ config }) =>
    `it lets ${text(config["principal_arn"]) ?? "a principal"} connect to an endpoint service`,
  aws_ram_resource_association: (resource, plan) => {
    const shared = plan.target(valueOf(resource, resource.config["resource_arn"]));
    return shared?.type === "aws_subnet"
      ? `it shares ${shared.address} with other accounts, which can start instances there`
      : undefined;
  },
  aws_vpc_block_public_access_exclusion: ({ config }) =>
    `it excludes a part of the network from VPC Block Public Access (${text(config["internet_gateway_exclusion_mode"]) ?? "mode not given"})`,
  aws_vpc_block_public_access_options: ({ config }) =>
    config["internet_gateway_block_mode"] === "off"
      ? "it turns VPC Block Public Access off for all VPCs of the region"
      : undefined,
  aws_egress_only_internet_gateway: always("an egress-only gateway leads IPv6 traffic to the internet"),
  aws_ec2_carrier_gateway: always(
    "a carrier gateway connects the VPC with the network of a telecommunication carrier",
  ),
  aws_vpc_ipv6_cidr_block_association: always(
    "it gives the VPC addresses of IPv6, which no connection needs",
  ),
  aws_eip: ({ config }) =>
    [config["instance"], config["network_interface"]].some((each) => typeof each === "string" && each !== "")
      ? "it gives an instance or an interface a public address"
      : undefined,
  aws_eip_association: always("it gives an instance or an interface a public address"),
};

/** Endpoints of services of other accounts: a stranger answers in a subnet of the VPC. */
const foreignServices = (plan: EnvironmentPlan): Finding[] =>
  endpointsOf(plan).flatMap(({ resource }) => {
    const service = serviceNameOf(plan, resource);
    return service.includes(".vpce-svc-")
      ? [{ ...at(resource), message: `an endpoint leads to the service ${service}, which is not one of AWS` }]
      : [];
  });
