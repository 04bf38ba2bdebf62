import { rangeOf } from "../../infrastructure/network-ranges";
import { namedSubnets, vpcsOf } from "../../infrastructure/network-routes";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";
import { blocks, isFalse, isTrue, text, texts } from "../../terraform/stack-json";
import { loadBalancersOf } from "../../infrastructure/network-load-balancers";

/** The opening of a block in words; undefined for one that opens nothing. */
type Way = (resource: PlannedResource, plan: EnvironmentPlan) => string | undefined;

const always =
  (message: string): Way =>
  () =>
    message;

/** Whether the other side of a peering connection asks the resolver of the VPC, which answers with private addresses. */
function answersPeer({ config }: PlannedResource): string | undefined {
  const answers = ["accepter", "requester"].filter((side) =>
    blocks(config[side]).some((options) => isTrue(options["allow_remote_vpc_dns_resolution"])),
  );
  return answers.length === 0
    ? undefined
    : `${answers.join(" and ")} sets allow_remote_vpc_dns_resolution: names of one network are answered in the other with private addresses`;
}

function hasPublicAddress(plan: EnvironmentPlan, instance: PlannedResource): boolean {
  const { associate_public_ip_address: own, subnet_id: subnet } = instance.config;
  const bySubnet = namedSubnets(plan, inLayer(instance, subnet)).some(
    ({ givesPublicAddresses }) => givesPublicAddresses,
  );
  return isTrue(own) || (bySubnet && !isFalse(own));
}

/** The route of a transit gateway for other addresses than those of the VPC, to its attachment or one that no stack has. */
function leadsIntoVpc(plan: EnvironmentPlan, route: PlannedResource): string | undefined {
  const { destination_cidr_block: cidr, transit_gateway_attachment_id: attachment } = route.config;
  const to = plan.target(inLayer(route, attachment));
  const isOfOthers = to !== undefined && to.type !== "aws_ec2_transit_gateway_vpc_attachment";
  if (isTrue(route.config["blackhole"]) || isOfOthers) return undefined;
  const destination = plan.text(inLayer(route, cidr)) ?? "";
  const range = rangeOf(destination);
  if (range && to && vpcsOf(plan).ranges.some((vpc) => vpc.holds(range))) return undefined;
  const where = to?.address ?? plan.text(inLayer(route, attachment)) ?? "an attachment";
  return `a transit gateway sends packets for ${destination || "unknown addresses"} to ${where}: expected the range of the VPC, to its attachment`;
}

/** Types of blocks that connect a VPC, or give a public address to an interface in it. */
export const WAYS: Readonly<Record<string, Way>> = {
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
  // Another check judges the principals by their names.
  aws_vpc_endpoint_service: (resource, plan) => {
    const principals = texts(resource.config["allowed_principals"]);
    const balancers = plan.items(inLayer(resource, resource.config["network_load_balancer_arns"]));
    const own = loadBalancersOf(plan).filter(({ endpointServices }) => endpointServices.includes(resource));
    const isKnown = own.length > 0 && own.length === balancers.length;
    if (isKnown && !principals.includes("*")) return undefined;
    const accepts = isTrue(resource.config["acceptance_required"])
      ? "asks before each connection"
      : "accepts each connection";
    return `an endpoint service leads other VPCs to a load balancer ${isKnown ? "of this one" : "that these stacks do not show"}: it ${accepts}, and allows ${principals.join(", ") || "the principals that other blocks add"}`;
  },
  aws_vpc_endpoint_service_allowed_principal: ({ config }) =>
    config["principal_arn"] === "*"
      ? "it lets every account of AWS connect to an endpoint service"
      : undefined,
  aws_ram_resource_association: (resource, plan) => {
    const shared = plan.target(inLayer(resource, resource.config["resource_arn"]));
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
  aws_instance: (resource, plan) =>
    hasPublicAddress(plan, resource) ? "it gives an instance a public address" : undefined,
  aws_ec2_traffic_mirror_session: always(
    "it copies the packets of an interface to a machine that these stacks do not show",
  ),
  aws_globalaccelerator_accelerator: always(
    "its addresses lead the internet to load balancers, also to those in private subnets, and no network ACL applies to requests that it brings in",
  ),
  aws_vpc_peering_connection: answersPeer,
  aws_vpc_peering_connection_options: answersPeer,
  aws_ec2_transit_gateway_route: (resource, plan) => leadsIntoVpc(plan, resource),
};
