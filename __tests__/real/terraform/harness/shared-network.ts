import { type Sandbox } from "./sandbox";

/** Subnets, and the route table of each. */
export interface Subnets {
  readonly subnetIds: readonly string[];
  readonly tableIds: readonly string[];
}

/** A VPC of a network team, with its subnets, route tables and transit gateway. */
export interface SharedNetwork extends Subnets {
  readonly vpcId: string;
  readonly transitGatewayId: string;
}

/**
 * Creates a VPC as a network team does: subnets without names, a route table for each, and a transit gateway that leads to the
 * internet and to other networks.
 */
export async function makeSharedNetwork(
  sandbox: Sandbox,
  cidr: string,
  subnets: readonly (readonly [letter: string, cidr: string])[],
): Promise<SharedNetwork> {
  const make = maker(sandbox);
  const vpcId = await make("create-vpc", "Vpc.VpcId", "--cidr-block", cidr);
  await make("modify-vpc-attribute", "@", "--vpc-id", vpcId, "--enable-dns-hostnames", "Value=true");
  const transitGatewayId = await make("create-transit-gateway", "TransitGateway.TransitGatewayId");
  return { vpcId, transitGatewayId, ...(await makeSubnets(sandbox, vpcId, subnets)) };
}

/** Creates subnets with the route tables `given`, or with one for each. */
export async function makeSubnets(
  sandbox: Sandbox,
  vpcId: string,
  subnets: readonly (readonly [letter: string, cidr: string])[],
  given: readonly string[] = [],
): Promise<Subnets> {
  const make = maker(sandbox);
  const subnetIds: string[] = [];
  const tableIds: string[] = [];
  for (const [letter, range] of subnets) {
    const zone = `${sandbox.region}${letter}`;
    const place = ["--vpc-id", vpcId, "--cidr-block", range, "--availability-zone", zone];
    const tag = ["--tag-specifications", "ResourceType=subnet,Tags=[{Key=tier,Value=apps}]"];
    const subnet = await make("create-subnet", "Subnet.SubnetId", ...place, ...tag);
    const table =
      given[subnetIds.length] ??
      (await make("create-route-table", "RouteTable.RouteTableId", "--vpc-id", vpcId));
    await make("associate-route-table", "@", "--route-table-id", table, "--subnet-id", subnet);
    subnetIds.push(subnet);
    tableIds.push(table);
  }
  return { subnetIds, tableIds };
}

/** Attaches the VPC to its transit gateway. Returns the id of the attachment. */
export const attach = (sandbox: Sandbox, network: SharedNetwork): Promise<string> =>
  maker(sandbox)(
    "create-transit-gateway-vpc-attachment",
    "TransitGatewayVpcAttachment.TransitGatewayAttachmentId",
    ...["--transit-gateway-id", network.transitGatewayId, "--vpc-id", network.vpcId],
    ...["--subnet-ids", ...network.subnetIds],
  );

/** Routes a range to the transit gateway in each route table. */
export async function routeToGateway(
  sandbox: Sandbox,
  { tableIds, transitGatewayId }: SharedNetwork,
  cidr: string,
): Promise<void> {
  const to = ["--destination-cidr-block", cidr, "--transit-gateway-id", transitGatewayId];
  for (const table of tableIds) await maker(sandbox)("create-route", "@", "--route-table-id", table, ...to);
}

/** Creates the gateway endpoint of S3, an interface endpoint of STS, and the group of the latter. */
export async function makeEndpoints(sandbox: Sandbox, { vpcId, subnetIds, tableIds }: SharedNetwork) {
  const make = maker(sandbox);
  const name = ["--group-name", "shared-endpoints", "--description", "shared-endpoints"];
  const group = await make("create-security-group", "GroupId", "--vpc-id", vpcId, ...name);
  const all = "IpProtocol=-1,IpRanges=[{CidrIp=0.0.0.0/0}]";
  await make("revoke-security-group-egress", "@", "--group-id", group, "--ip-permissions", all);
  const https = ["--protocol", "tcp", "--port", "443", "--cidr", "10.32.0.0/16"];
  await make("authorize-security-group-ingress", "@", "--group-id", group, ...https);
  const of = (service: string) => [
    ...["--vpc-id", vpcId, "--service-name", `com.amazonaws.${sandbox.region}.${service}`],
  ];
  const id = "VpcEndpoint.VpcEndpointId";
  const policy = { Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }] };
  const open = ["--policy-document", JSON.stringify(policy)];
  const gateway = ["--vpc-endpoint-type", "Gateway", "--route-table-ids", ...tableIds];
  const s3 = await make("create-vpc-endpoint", id, ...of("s3"), ...gateway, ...open);
  const place = ["--subnet-ids", ...subnetIds, "--security-group-ids", group, "--private-dns-enabled"];
  const kind = ["--vpc-endpoint-type", "Interface"];
  const sts = await make("create-vpc-endpoint", id, ...of("sts"), ...kind, ...place, ...open);
  return { group, s3, sts };
}

const maker =
  (sandbox: Sandbox) =>
  async (operation: string, query: string, ...options: string[]): Promise<string> =>
    (await sandbox.aws("ec2", operation, ...options, "--query", query)) as string;
