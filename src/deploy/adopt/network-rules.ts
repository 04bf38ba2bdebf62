import { strings } from "../repair/aws-rules";
import { type IdRule } from "../repair/rule";
import { type Rules, idRuleOf } from "../repair/search";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { type Json, asArray, asObject } from "../../terraform/stack-json";
import { type NetworkReading } from "./reading";

/**
 * Rules for resources of a VPC that nobody tagged for the environment. Those that `deploy --repair` finds by tags are found by
 * their place: the gateway of the VPC, the table, network ACL and NAT gateway of a subnet.
 */
export function adoptedNetworkRules(plan: EnvironmentPlan, reading: NetworkReading): Rules {
  const vpcId = String(reading.vpc["VpcId"]);
  const rules: Readonly<Record<string, (address: string) => IdRule>> = {
    aws_vpc: () => ({
      needs: ["cidr_block"],
      find: ({ cidr_block: cidr }) => Promise.resolve(cidr === reading.vpc["CidrBlock"] ? [vpcId] : []),
    }),
    aws_internet_gateway: () => ({
      needs: ["vpc_id"],
      find: async (_, ask) => {
        const filter = `Name=attachment.vpc-id,Values=${vpcId}`;
        const answer = await ask("ec2", "describe-internet-gateways", "--filters", filter);
        return strings(answer, "InternetGateways", "InternetGatewayId");
      },
    }),
    aws_route_table: (address) => ({
      needs: ["vpc_id"],
      find: () => Promise.resolve(tablesOf(reading, liveSubnets(reading, subnetsOf(plan, address)))),
    }),
    aws_network_acl: (address) => ({
      needs: ["vpc_id"],
      find: async (_, ask) => {
        const ids = liveSubnets(reading, subnetsOf(plan, address));
        if (ids.length === 0) return [];
        const filter = `Name=association.subnet-id,Values=${ids.join(",")}`;
        const answer = await ask("ec2", "describe-network-acls", "--filters", filter);
        return strings(answer, "NetworkAcls", "NetworkAclId", ({ IsDefault }) => IsDefault !== true);
      },
    }),
    aws_eip: (address) => ({
      needs: [],
      find: async (_, ask) => {
        const ids = liveSubnets(reading, gatewaySubnets(plan, address));
        if (ids.length === 0) return [];
        const filters = [`Name=subnet-id,Values=${ids.join(",")}`, "Name=state,Values=pending,available"];
        const answer = await ask("ec2", "describe-nat-gateways", "--filter", ...filters);
        return asArray(asObject(answer)["NatGateways"])
          .flatMap((gateway) => asArray(asObject(gateway)["NatGatewayAddresses"]).map(asObject))
          .map(({ AllocationId }) => String(AllocationId));
      },
    }),
  };
  return (type, address) => rules[type]?.(address) ?? idRuleOf(type);
}

const LAYER = "network";

/** Addresses of the subnets that the stack associates with a route table or a network ACL. */
function subnetsOf(plan: EnvironmentPlan, address: string): PlannedResource[] {
  const refersTo = (value: Json | undefined): boolean =>
    plan.identity({ layer: LAYER, value }) === `${LAYER}/${address}`;
  const associated = [
    ...plan.resources("aws_route_table_association").filter(({ config }) => refersTo(config.route_table_id)),
    ...plan.resources("aws_network_acl_association").filter(({ config }) => refersTo(config.network_acl_id)),
  ].map(({ config }) => config.subnet_id);
  const own = plan.find(LAYER, address)?.config["subnet_ids"];
  return [...associated, ...(Array.isArray(own) ? asArray(own) : [])].flatMap(
    (value) => plan.target({ layer: LAYER, value }) ?? [],
  );
}

/** The subnet of the NAT gateway that has an address. */
const gatewaySubnets = (plan: EnvironmentPlan, address: string): PlannedResource[] =>
  plan
    .resources("aws_nat_gateway")
    .filter(
      ({ config }) => plan.identity({ layer: LAYER, value: config.allocation_id }) === `${LAYER}/${address}`,
    )
    .flatMap(({ config }) => plan.target({ layer: LAYER, value: config.subnet_id }) ?? []);

/** Ids of the subnets with the ranges of the stack. */
const liveSubnets = ({ subnets }: NetworkReading, wanted: readonly PlannedResource[]): string[] =>
  wanted.flatMap(({ config }) =>
    subnets
      .filter(({ CidrBlock }) => CidrBlock === config["cidr_block"])
      .map(({ SubnetId }) => String(SubnetId)),
  );

/** Tables that are associated with subnets. The main table stays with the VPC. */
function tablesOf({ routeTables }: NetworkReading, subnets: readonly string[]): string[] {
  const isOf = (id: string): boolean => subnets.includes(id);
  const own = routeTables.filter((table) => strings(table, "Associations", "SubnetId").some(isOf));
  return own.map(({ RouteTableId }) => String(RouteTableId));
}
