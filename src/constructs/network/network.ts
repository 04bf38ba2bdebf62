import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";

export const ANYWHERE = "0.0.0.0/0";

export type Egress = "none" | "single-nat" | "nat-per-az";

export interface Zone {
  /** Letter of the availability zone: `a`. */
  readonly letter: string;
  readonly publicCidr: string;
  readonly privateCidr: string;
}

export interface NetworkProps {
  readonly region: string;
  readonly vpcName: string;
  readonly vpcCidr: string;
  readonly zones: readonly Zone[];
  /** Start of the names of gateways and route tables. */
  readonly namePrefix: string;
  /** Name of a subnet, before its zone. */
  readonly publicSubnetPrefix: string;
  readonly privateSubnetPrefix: string;
  /** Cluster that load balancers look for on the subnets. */
  readonly clusterName: string;
  /** Gives a public IPv4 address to whatever starts in a public subnet. @default false */
  readonly mapPublicIpOnLaunch?: boolean;
  /** @default "none" */
  readonly egress?: Egress;
}

/**
 * A VPC with a public and a private subnet in each zone. Private subnets have no way to the internet unless
 * `egress` gives one, and the VPC's default security group lets nothing through.
 */
export class Network extends Construct {
  readonly vpcId: string;
  readonly publicSubnetIds: readonly string[];
  readonly privateSubnetIds: readonly string[];
  readonly publicRouteTableId: string;
  /** One for all zones, or one a zone where each has its own NAT gateway. */
  readonly privateRouteTableIds: readonly string[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: NetworkProps,
  ) {
    super(scope, id);
    const vpc = new Vpc(this, "main", {
      cidrBlock: props.vpcCidr,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      instanceTenancy: "default",
      assignGeneratedIpv6CidrBlock: false,
      tags: { Name: props.vpcName },
    });
    this.vpcId = vpc.id;
    new DefaultSecurityGroup(this, "default", {
      vpcId: vpc.id,
      tags: { Name: `${props.namePrefix}-default-closed` },
    });

    const publicSubnets = props.zones.map((zone) => this.publicSubnet(zone));
    this.publicSubnetIds = publicSubnets.map((subnet) => subnet.id);
    const privateSubnets = props.zones.map((zone) => this.privateSubnet(zone));
    this.privateSubnetIds = privateSubnets.map((subnet) => subnet.id);

    this.publicRouteTableId = this.routePublicSubnets(publicSubnets);
    this.privateRouteTableIds = this.routePrivateSubnets(publicSubnets, privateSubnets);
  }

  private publicSubnet({ letter, publicCidr }: Zone): Subnet {
    const { publicSubnetPrefix, mapPublicIpOnLaunch = false } = this.props;
    return this.subnet(`public-${letter}`, letter, publicCidr, publicSubnetPrefix, "elb", mapPublicIpOnLaunch);
  }

  private privateSubnet({ letter, privateCidr }: Zone): Subnet {
    return this.subnet(`private-${letter}`, letter, privateCidr, this.props.privateSubnetPrefix, "internal-elb", false);
  }

  private subnet(
    id: string,
    letter: string,
    cidrBlock: string,
    namePrefix: string,
    role: "elb" | "internal-elb",
    mapPublicIpOnLaunch: boolean,
  ): Subnet {
    const availabilityZone = `${this.props.region}${letter}`;
    return new Subnet(this, id, {
      vpcId: this.vpcId,
      availabilityZone,
      cidrBlock,
      mapPublicIpOnLaunch,
      tags: {
        Name: `${namePrefix}-${availabilityZone}`,
        [`kubernetes.io/role/${role}`]: "1",
        [`kubernetes.io/cluster/${this.props.clusterName}`]: "shared",
      },
    });
  }

  private routePublicSubnets(subnets: readonly Subnet[]): string {
    const gateway = new InternetGateway(this, "internet", {
      vpcId: this.vpcId,
      tags: { Name: `${this.props.namePrefix}-igw` },
    });
    const table = this.routeTable("public", `${this.props.namePrefix}-public-alb-rt`);
    new Route(this, "public-internet", {
      routeTableId: table.id,
      destinationCidrBlock: ANYWHERE,
      gatewayId: gateway.id,
    });
    this.associate("public", subnets, () => table);
    return table.id;
  }

  private routePrivateSubnets(publicSubnets: readonly Subnet[], privateSubnets: readonly Subnet[]): string[] {
    const { egress = "none", zones, namePrefix } = this.props;
    const name = `${namePrefix}-private-workloads-rt`;
    if (egress !== "nat-per-az") {
      const table = this.routeTable("private", name);
      this.associate("private", privateSubnets, () => table);
      const [first] = publicSubnets;
      if (egress === "single-nat" && first) this.natRoute("main", table, first);
      return [table.id];
    }
    const tables = zones.map(({ letter }) => this.routeTable(`private-${letter}`, `${name}-${letter}`));
    this.associate("private", privateSubnets, (index) => tables[index] as RouteTable);
    publicSubnets.forEach((subnet, index) =>
      this.natRoute((zones[index] as Zone).letter, tables[index] as RouteTable, subnet),
    );
    return tables.map((table) => table.id);
  }

  private natRoute(id: string, table: RouteTable, publicSubnet: Subnet): void {
    const name = `${this.props.namePrefix}-nat-${id}`;
    const address = new Eip(this, `nat-${id}`, { domain: "vpc", tags: { Name: name } });
    const gateway = new NatGateway(this, id, {
      allocationId: address.allocationId,
      subnetId: publicSubnet.id,
      tags: { Name: name },
    });
    new Route(this, `private-internet-${id}`, {
      routeTableId: table.id,
      destinationCidrBlock: ANYWHERE,
      natGatewayId: gateway.id,
    });
  }

  private routeTable(id: string, name: string): RouteTable {
    return new RouteTable(this, id, { vpcId: this.vpcId, tags: { Name: name } });
  }

  private associate(tier: string, subnets: readonly Subnet[], tableOf: (index: number) => RouteTable): void {
    const scope = new Construct(this, `${tier === "public" ? "Public" : "Private"}Associations`);
    subnets.forEach((subnet, index) => {
      new RouteTableAssociation(scope, `${tier}-${(this.props.zones[index] as Zone).letter}`, {
        subnetId: subnet.id,
        routeTableId: tableOf(index).id,
      });
    });
  }
}
