import { type Aws } from "../deploy/aws";
import { type JsonObject, asArray, asObject } from "../../terraform/stack-json";
import { userError } from "../../base/errors";
import { strings } from "../repair/aws-rules";
import { tagsOf } from "../teardown/look";

/** A network in AWS, as its API answers. */
export interface NetworkReading {
  readonly account: string;
  readonly region: string;
  readonly vpc: JsonObject;
  readonly hasDnsSupport: boolean;
  readonly hasDnsHostnames: boolean;
  /** Those of the DHCP options of the VPC. */
  readonly nameServers: readonly string[];
  readonly subnets: readonly JsonObject[];
  readonly routeTables: readonly JsonObject[];
  readonly endpoints: readonly JsonObject[];
  readonly groups: readonly JsonObject[];
  readonly rules: readonly JsonObject[];
  readonly balancers: readonly JsonObject[];
  readonly targetGroups: readonly JsonObject[];
  /** Attachments of the VPC to transit gateways. */
  readonly gatewayAttachments: readonly JsonObject[];
  /** Peering connections of the VPC, which either side requested. */
  readonly peerings: readonly JsonObject[];
  /** Prefix lists of the services with a gateway endpoint. */
  readonly prefixLists: readonly JsonObject[];
}

/** Reads a VPC by its id or its tag Name. It changes nothing. */
export async function readNetwork(aws: Aws, vpc: string): Promise<NetworkReading> {
  const list: Aws["list"] = (...call) => aws.list(...call);
  const { Account } = asObject(await aws.get("sts", "get-caller-identity"));
  const named = vpc.startsWith("vpc-") ? `Name=vpc-id,Values=${vpc}` : `Name=tag:Name,Values=${vpc}`;
  const vpcs = await list("Vpcs", "ec2", "describe-vpcs", "--filters", named);
  const [found, ...others] = vpcs;
  if (found === undefined || others.length > 0)
    throw userError({
      place: `--vpc ${vpc}`,
      got: found === undefined ? `no such VPC in ${aws.region}` : `${vpcs.length} VPCs of this name`,
      expected: "one VPC",
      fix: "give the id of a VPC in this region and account",
    });
  const id = String(found["VpcId"]);
  const inVpc = ["--filters", `Name=vpc-id,Values=${id}`] as const;
  const attribute = async (name: string, key: string): Promise<boolean> => {
    const answer = await aws.get("ec2 describe-vpc-attribute --vpc-id", id, "--attribute", name);
    return asObject(asObject(answer)[key])["Value"] === true;
  };
  const groups = await list("SecurityGroups", "ec2", "describe-security-groups", ...inVpc);
  const ids = groups.map(({ GroupId }) => String(GroupId));
  const ofVpc = ({ VpcId }: JsonObject): boolean => VpcId === id;
  const gateways = ["s3", "dynamodb"].map((service) => `com.amazonaws.${aws.region}.${service}`);
  const ofGateways = `Name=prefix-list-name,Values=${gateways.join(",")}`;
  return {
    account: String(Account),
    region: aws.region,
    vpc: found,
    hasDnsSupport: await attribute("enableDnsSupport", "EnableDnsSupport"),
    hasDnsHostnames: await attribute("enableDnsHostnames", "EnableDnsHostnames"),
    nameServers: await nameServersOf(list, String(found["DhcpOptionsId"] ?? "default")),
    subnets: await list("Subnets", "ec2", "describe-subnets", ...inVpc),
    routeTables: await list("RouteTables", "ec2", "describe-route-tables", ...inVpc),
    endpoints: await list("VpcEndpoints", "ec2", "describe-vpc-endpoints", ...inVpc),
    groups,
    rules: await list(
      "SecurityGroupRules",
      "ec2 describe-security-group-rules",
      ...["--filters", `Name=group-id,Values=${ids.join(",")}`],
    ),
    balancers: (await list("LoadBalancers", "elbv2", "describe-load-balancers")).filter(ofVpc),
    targetGroups: (await list("TargetGroups", "elbv2", "describe-target-groups")).filter(ofVpc),
    gatewayAttachments: await list(
      "TransitGatewayVpcAttachments",
      "ec2 describe-transit-gateway-vpc-attachments",
      ...[...inVpc, "Name=state,Values=available"],
    ),
    peerings: (
      await list(
        "VpcPeeringConnections",
        "ec2 describe-vpc-peering-connections --filters Name=status-code,Values=active",
      )
    ).filter(({ RequesterVpcInfo, AccepterVpcInfo }) =>
      [RequesterVpcInfo, AccepterVpcInfo].some((end) => asObject(end ?? {})["VpcId"] === id),
    ),
    prefixLists: await list("PrefixLists", "ec2 describe-prefix-lists", "--filters", ofGateways),
  };
}

/** AWS has `default` in place of an id where a VPC has no options. */
async function nameServersOf(list: Aws["list"], id: string): Promise<string[]> {
  if (id === "default") return [];
  const [options] = await list("DhcpOptions", "ec2 describe-dhcp-options --dhcp-options-ids", id);
  const keys = asArray(options?.["DhcpConfigurations"] ?? []).map(asObject);
  return strings(keys.find(({ Key }) => Key === "domain-name-servers") ?? {}, "Values", "Value");
}

/** The tag Name of a resource; empty without one. */
export const nameTag = ({ Tags }: JsonObject): string => tagsOf(Tags)["Name"] ?? "";
