import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcIpv4CidrBlockAssociation } from "@cdktf/provider-aws/lib/vpc-ipv4-cidr-block-association";
import { type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type zonesOf } from "../../environment/zones";
import { fromPart } from "../cause";
import { type Egress } from "./egress";
import { type PrivateRouteTable, PrivateRouting, PublicRouting, type ZonedSubnet } from "./routing";
import { type Apart, type Tier, WORDS_OF, clusterTag, eachApart, roleTag } from "./subnet-tags";
import { subnetName } from "./zones";

/** A zone with the ranges of its subnets. */
export type Zone = ReturnType<typeof zonesOf>[number];

export interface NetworkProps {
  readonly region: string;
  readonly vpcName: string;
  readonly vpcCidr: string;
  /** Second range, with the subnets of pods. @default - none */
  readonly podCidr?: string | undefined;
  readonly zones: readonly Zone[];
  /** Prefix of the names of gateways and route tables. */
  readonly namePrefix: string;
  /** Name of a subnet, before its zone. */
  readonly publicSubnetPrefix: string;
  readonly privateSubnetPrefix: string;
  /** Cluster name for the tags by which the controller discovers subnets. */
  readonly clusterName: string;
  /** Further tags of private subnets. @default - none */
  readonly privateSubnetTags?: Readonly<Record<string, string>>;
  /** Assigns a public IPv4 address to instances in public subnets. @default false */
  readonly mapPublicIpOnLaunch?: boolean;
  /** Internet access of private subnets. @default "none" */
  readonly egress?: Egress;
}

/**
 * A VPC with a private subnet in each zone, and public subnets and an internet gateway where zones have public ranges.
 * Private subnets have no internet access unless `egress` provides it, and the VPC's default security group denies all
 * traffic.
 */
export class Network extends Construct {
  readonly vpcId: string;
  /** In the order of the zones; empty without public subnets. */
  readonly publicSubnetIds: readonly string[];
  readonly privateSubnetIds: readonly string[];
  /** Subnets apart from the private ones; empty where the file has no ranges for them. */
  readonly subnetIdsApart: Readonly<Record<Apart, readonly string[]>>;
  /** One route table for all zones, or one for each zone if each has its own NAT gateway. */
  readonly privateRouteTables: readonly PrivateRouteTable[];
  /** Undefined without public subnets. */
  readonly internetRoute: ITerraformDependable | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: NetworkProps,
  ) {
    super(scope, id);
    const { namePrefix, zones, egress = "none" } = props;
    const vpc = new Vpc(this, "main", {
      cidrBlock: props.vpcCidr,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      instanceTenancy: "default",
      assignGeneratedIpv6CidrBlock: false,
      tags: { Name: props.vpcName },
    });
    const vpcId = (this.vpcId = vpc.id);
    new DefaultSecurityGroup(this, "default", { vpcId, tags: { Name: `${namePrefix}-default-closed` } });

    const publicSubnets = zones.flatMap(({ letter, publicCidr }) =>
      publicCidr === undefined ? [] : [this.subnet("public", letter, publicCidr)],
    );
    this.publicSubnetIds = publicSubnets.map(({ subnet }) => subnet.id);
    const privateSubnets = zones.map(({ letter, privateCidr }) =>
      this.subnet("private", letter, privateCidr),
    );
    this.privateSubnetIds = privateSubnets.map(({ subnet }) => subnet.id);
    const apart = eachApart((role) =>
      role === "pod" ? this.podSubnets() : this.subnetsApart(this, role, vpcId),
    );
    this.subnetIdsApart = eachApart((role) => apart[role].map(({ subnet }) => subnet.id));

    const internetRoute =
      publicSubnets.length === 0
        ? undefined
        : new PublicRouting(this, "PublicRouting", { vpcId, namePrefix, subnets: publicSubnets })
            .internetRoute;
    this.internetRoute = internetRoute;
    this.privateRouteTables = new PrivateRouting(this, "PrivateRouting", {
      vpcId,
      namePrefix,
      subnets: [...privateSubnets, ...Object.values(apart).flat()],
      egress,
      publicSubnets,
      internetRoute,
    }).tables;
  }

  /** Subnets of pods. AWS creates them after their range is associated. */
  private podSubnets(): ZonedSubnet[] {
    const { podCidr } = this.props;
    if (podCidr === undefined) return [];
    const scope = fromPart(new Construct(this, "Pods"), ["network", "podCidr"]);
    const range = new VpcIpv4CidrBlockAssociation(scope, "pods", { vpcId: this.vpcId, cidrBlock: podCidr });
    return this.subnetsApart(scope, "pod", range.vpcId);
  }

  /** Subnets of one kind of interface. Controllers place load balancers in those of load balancers only. */
  private subnetsApart(scope: Construct, role: Apart, vpcId: string): ZonedSubnet[] {
    const { region, namePrefix, zones } = this.props;
    return zones.flatMap(({ letter, apart: { [role]: cidrBlock } }) => {
      if (cidrBlock === undefined) return [];
      const availabilityZone = `${region}${letter}`;
      const tags = {
        Name: subnetName(`${namePrefix}-${WORDS_OF[role]}`, availabilityZone),
        ...(role === "loadBalancer" ? this.discoveryTags("private") : {}),
      };
      const props = { vpcId, availabilityZone, cidrBlock, mapPublicIpOnLaunch: false, tags };
      const subnet = new Subnet(scope, `${WORDS_OF[role]}-${letter}`, props);
      return { letter, subnet: role === "pod" ? subnet : fromPart(subnet, ["network", `${role}Subnets`]) };
    });
  }

  /** Tags by which controllers find subnets for load balancers of one scheme. */
  private discoveryTags(tier: Tier): Readonly<Record<string, string>> {
    return { [roleTag(tier)]: "1", [clusterTag(this.props.clusterName)]: "shared" };
  }

  private subnet(tier: Tier, letter: string, cidrBlock: string): ZonedSubnet {
    const { region, zones, mapPublicIpOnLaunch = false, privateSubnetTags = {} } = this.props;
    const availabilityZone = `${region}${letter}`;
    const namePrefix = this.props[`${tier}SubnetPrefix`];
    const isDiscovered = tier === "public" || zones.every(({ apart }) => apart.loadBalancer === undefined);
    const subnet = new Subnet(this, `${tier}-${letter}`, {
      vpcId: this.vpcId,
      availabilityZone,
      cidrBlock,
      mapPublicIpOnLaunch: tier === "public" && mapPublicIpOnLaunch,
      tags: {
        Name: subnetName(namePrefix, availabilityZone),
        ...(isDiscovered ? this.discoveryTags(tier) : {}),
        ...(tier === "private" ? privateSubnetTags : {}),
      },
    });
    return { letter, subnet: fromPart(subnet, ["network", `${tier}Subnets`]) };
  }
}
