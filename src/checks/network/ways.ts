import { rangeOf } from "../../infrastructure/network-ranges";
import { namedSubnets, vpcsOf } from "../../infrastructure/network-routes";
import { type EnvironmentPlan, type PlannedResource, inLayer } from "../../terraform/environment-plan";
import { blocks, isFalse, isTrue, text, texts } from "../../terraform/stack-json";
import { loadBalancersOf } from "../../infrastructure/network-load-balancers";
import ALWAYS from "./ways-by-type.json";

/** The opening of a block in words; undefined for one that opens nothing. */
type Way = (resource: PlannedResource, plan: EnvironmentPlan) => string | undefined;

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
  ...Object.fromEntries(Object.entries(ALWAYS.ways).map(([type, message]) => [type, () => message])),
  aws_vpn_gateway: ({ config }) =>
    config["vpc_id"] === undefined ? undefined : "a VPN gateway connects the VPC with another network",
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
  aws_eip: ({ config }) =>
    [config["instance"], config["network_interface"]].some((each) => typeof each === "string" && each !== "")
      ? "it gives an instance or an interface a public address"
      : undefined,
  aws_instance: (resource, plan) =>
    hasPublicAddress(plan, resource) ? "it gives an instance a public address" : undefined,
  aws_vpc_peering_connection: answersPeer,
  aws_vpc_peering_connection_options: answersPeer,
  aws_ec2_transit_gateway_route: (resource, plan) => leadsIntoVpc(plan, resource),
};
