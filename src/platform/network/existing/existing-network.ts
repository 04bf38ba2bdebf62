import { Construct } from "constructs";
import { type EndpointService } from "../../facts/endpoints";
import { type SecurityGroupName, subnetName } from "../../names/network-names";
import { type INetwork } from "../../stack-outputs/network";
import { type Egress } from "../egress";
import { type Zone } from "../network";
import { type Tier } from "../subnet-tags";
import { type Check } from "./check";
import { FoundEndpoints } from "./found-endpoints";
import { FoundRouteTable } from "./found-route-table";
import { FoundSecurityGroups } from "./found-security-groups";
import { FoundSubnet } from "./found-subnet";
import { FoundVpc } from "./found-vpc";
import { type DeclaredRule } from "./rule-checks";
import { type SubnetTag, privateRouteChecks, publicRouteCheck } from "./subnet-checks";

export interface ExistingNetworkProps {
  readonly region: string;
  /** Value of the VPC's `Name` tag. */
  readonly vpcName: string;
  readonly vpcCidr: string;
  readonly zones: readonly Zone[];
  /** Prefix of security group names. */
  readonly namePrefix: string;
  /** Name of a subnet, before its zone. */
  readonly publicSubnetPrefix: string;
  readonly privateSubnetPrefix: string;
  readonly clusterName: string;
  readonly egress: Egress;
  /** Services with an endpoint in the VPC. */
  readonly endpoints: readonly EndpointService[];
  readonly rules: readonly DeclaredRule[];
  readonly subnetTags: readonly SubnetTag[];
  /** Tags of private subnets that parts of the platform need. */
  readonly privateSubnetTags: Readonly<Record<string, string>>;
  /** Tags of the group of nodes that parts of the platform need. */
  readonly nodeTags: Readonly<Record<string, string>>;
}

/**
 * An existing network. All its resources are found by name, and none is created or changed. A plan fails with
 * the necessary command where the network differs from the YAML file.
 */
export class ExistingNetwork extends Construct implements INetwork {
  readonly vpcId: string;
  readonly vpcCidr: string;
  readonly publicSubnetIds: readonly string[];
  readonly privateSubnetIds: readonly string[];
  readonly securityGroupIds: Readonly<Record<SecurityGroupName, string>>;
  readonly endpointIds: Partial<Record<EndpointService, string>>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ExistingNetworkProps,
  ) {
    super(scope, id);
    const { region, namePrefix, zones, rules, nodeTags } = props;
    const vpc = new FoundVpc(this, "Vpc", { region, name: props.vpcName, cidr: props.vpcCidr });
    const { vpcId } = vpc;
    this.vpcId = vpcId;
    this.vpcCidr = vpc.cidr;

    const publicSubnets = zones.flatMap(({ letter, publicCidr }) =>
      publicCidr === undefined ? [] : [this.subnet(vpc, "public", letter, publicCidr)],
    );
    this.publicSubnetIds = publicSubnets.map((subnet) => subnet.subnetId);
    for (const subnet of publicSubnets) this.routeTable(vpc, subnet, [publicRouteCheck(region, subnet.name)]);
    const privateSubnets = zones.map((zone) => this.subnet(vpc, "private", zone.letter, zone.privateCidr));
    this.privateSubnetIds = privateSubnets.map((subnet) => subnet.subnetId);

    const groups = new FoundSecurityGroups(this, "SecurityGroups", {
      region,
      vpcId,
      namePrefix,
      rules,
      nodeTags,
    });
    this.securityGroupIds = groups.ids;
    this.endpointIds = new FoundEndpoints(this, "Endpoints", {
      region,
      vpcId,
      services: props.endpoints,
      privateSubnetIds: privateSubnets.map((subnet) => subnet.subnetId),
      privateRouteTableIds: privateSubnets.map((subnet) =>
        this.routeTable(vpc, subnet, privateRouteChecks(region, subnet.name, props.egress)),
      ),
      securityGroupId: groups.ids.endpoints,
    }).ids;
  }

  private subnet(vpc: FoundVpc, tier: Tier, letter: string, cidr: string): FoundSubnet {
    const { region, clusterName, subnetTags, publicSubnetPrefix, privateSubnetPrefix } = this.props;
    const availabilityZone = `${region}${letter}`;
    const namePrefix = tier === "public" ? publicSubnetPrefix : privateSubnetPrefix;
    return new FoundSubnet(this, `${tier}-${letter}`, {
      region,
      vpcId: vpc.vpcId,
      name: subnetName(namePrefix, availabilityZone),
      tier,
      availabilityZone,
      cidr,
      clusterName,
      tags: subnetTags,
      partTags: this.props.privateSubnetTags,
    });
  }

  /** Id of the route table that a subnet uses. */
  private routeTable(vpc: FoundVpc, subnet: FoundSubnet, checks: readonly Check[]): string {
    return new FoundRouteTable(this, subnet.key, {
      vpcId: vpc.vpcId,
      subnetId: subnet.subnetId,
      mainRouteTableId: vpc.mainRouteTableId,
      checks,
    }).tableId;
  }
}
