import { Eip } from "@cdktf/provider-aws/lib/eip";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { type Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Construct } from "constructs";
import { ANYWHERE } from "../../base/cidr";
import { type Egress } from "./egress";

/** A subnet and the letter of its availability zone. */
export interface ZonedSubnet {
  readonly letter: string;
  readonly subnet: Subnet;
}

export interface PublicRoutingProps {
  readonly vpcId: string;
  readonly namePrefix: string;
  readonly subnets: readonly ZonedSubnet[];
}

/** The internet gateway, and the route table of public subnets. */
export class PublicRouting extends Construct {
  /** Dependency of every resource with a public address in these subnets. */
  readonly internetRoute: Route;

  constructor(scope: Construct, id: string, { vpcId, namePrefix, subnets }: PublicRoutingProps) {
    super(scope, id);
    const gateway = new InternetGateway(this, "internet", { vpcId, tags: { Name: `${namePrefix}-igw` } });
    const table = new RouteTable(this, "public", { vpcId, tags: { Name: `${namePrefix}-public-alb-rt` } });
    this.internetRoute = new Route(this, "public-internet", {
      routeTableId: table.id,
      destinationCidrBlock: ANYWHERE,
      gatewayId: gateway.id,
    });
    associate(this, subnets, () => table);
  }
}

export interface PrivateRoutingProps extends PublicRoutingProps {
  readonly egress: Egress;
  /** Subnets of the NAT gateways: the first for a single gateway, and one for each zone for a gateway in each zone. */
  readonly publicSubnets: readonly ZonedSubnet[];
  /** Undefined without public subnets. */
  readonly internetRoute: Route | undefined;
}

/** A route table of private subnets. */
export interface PrivateRouteTable {
  /** `private`, or `private-a` for the table of one zone. */
  readonly name: string;
  /** Letter of the zone. @default - the table is for all zones */
  readonly letter?: string;
  readonly routeTableId: string;
}

/** One route table for all private subnets, or one for each zone if each has its own NAT gateway. */
export class PrivateRouting extends Construct {
  readonly tables: readonly PrivateRouteTable[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: PrivateRoutingProps,
  ) {
    super(scope, id);
    const { subnets, egress } = props;
    const tables = egress === "nat-per-az" ? this.tableForEachZone() : [this.oneTable()];
    associate(this, subnets, (index) => tables[index % tables.length] as RouteTable);
    this.tables = tables.map((table, index) => ({
      name: table.node.id,
      routeTableId: table.id,
      ...(egress === "nat-per-az" ? { letter: (subnets[index] as ZonedSubnet).letter } : {}),
    }));
  }

  private oneTable(): RouteTable {
    const { egress, publicSubnets } = this.props;
    const table = this.table("private", "private-workloads-rt");
    const [first] = publicSubnets;
    if (egress === "single-nat" && first) this.throughNat("main", table, first.subnet);
    return table;
  }

  private tableForEachZone(): RouteTable[] {
    return this.props.publicSubnets.map(({ letter, subnet }) => {
      const table = this.table(`private-${letter}`, `private-workloads-rt-${letter}`);
      this.throughNat(letter, table, subnet);
      return table;
    });
  }

  private table(id: string, suffix: string): RouteTable {
    const { vpcId, namePrefix } = this.props;
    return new RouteTable(this, id, { vpcId, tags: { Name: `${namePrefix}-${suffix}` } });
  }

  private throughNat(id: string, table: RouteTable, publicSubnet: Subnet): void {
    const { namePrefix, internetRoute } = this.props;
    const tags = { Name: `${namePrefix}-nat-${id}` };
    const address = new Eip(this, `nat-${id}`, { domain: "vpc", tags });
    const gateway = new NatGateway(this, id, {
      allocationId: address.allocationId,
      subnetId: publicSubnet.id,
      tags,
      // AWS creates no NAT gateway in a VPC without an internet gateway.
      dependsOn: internetRoute ? [internetRoute] : [],
    });
    new Route(this, `private-internet-${id}`, {
      routeTableId: table.id,
      destinationCidrBlock: ANYWHERE,
      natGatewayId: gateway.id,
    });
  }
}

function associate(
  scope: Construct,
  subnets: readonly ZonedSubnet[],
  tableOf: (index: number) => RouteTable,
): void {
  const associations = new Construct(scope, "Associations");
  subnets.forEach(({ subnet }, index) => {
    new RouteTableAssociation(associations, subnet.node.id, {
      subnetId: subnet.id,
      routeTableId: tableOf(index).id,
    });
  });
}
