import { DataAwsRouteTable } from "@cdktf/provider-aws/lib/data-aws-route-table";
import { DataAwsRouteTables } from "@cdktf/provider-aws/lib/data-aws-route-tables";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import { type Egress } from "../egress";
import { type Zone } from "../network";
import { type PrivateRouteTable } from "../routing";
import { type Apart, type Tier, eachApart } from "../subnet-tags";
import { type Claim } from "./check";
import { FoundSubnet } from "./found-subnet";
import { FoundVpc } from "./found-vpc";
import { type NamedLookup } from "./lookup";
import {
  type ExistingRoute,
  type SubnetTag,
  attachmentRouteCheck,
  privateRouteChecks,
  publicRouteCheck,
  tableCheck,
} from "./subnet-checks";

export interface FoundNetworkProps {
  readonly region: string;
  readonly vpc: NamedLookup;
  readonly vpcCidr: string;
  /** Name servers of the company that instances ask. @default - the resolver of the VPC */
  readonly nameServers?: readonly string[] | undefined;
  readonly zones: readonly Zone[];
  /** The subnet of a tier in a zone, by its letter. */
  readonly subnet: (tier: Tier | Apart, letter: string) => NamedLookup;
  /** Whether subnets are found by a name that says their zone. */
  readonly isByName: boolean;
  /** Ids of the route tables of private subnets: one for all, or one for each zone. @default - the plan finds them */
  readonly privateRouteTableIds?: readonly string[] | undefined;
  /** Routes that the private subnets must have. @default - none */
  readonly privateRoutes?: readonly ExistingRoute[];
  readonly clusterName: string;
  readonly egress: Egress;
  readonly subnetTags: readonly SubnetTag[];
  /** Tags of private subnets that parts of the platform need. */
  readonly privateSubnetTags: Readonly<Record<string, string>>;
}

/**
 * VPC, subnets and route tables of an existing network. None is created or changed. A plan fails with the necessary command or
 * correction where they differ from the YAML file.
 */
export class FoundNetwork extends Construct {
  readonly vpcId: string;
  readonly vpcCidr: string;
  readonly publicSubnetIds: readonly string[];
  readonly privateSubnetIds: readonly string[];
  /** Subnets apart from the private ones; empty where the file has no ranges for them. */
  readonly subnetIdsApart: Readonly<Record<Apart, readonly string[]>>;
  /** The route table of each private subnet, which several may share. */
  readonly privateTableIds: readonly string[];
  /** The route tables with an id in the file, in which routes may be created. */
  readonly privateRouteTables: readonly PrivateRouteTable[];
  private readonly vpc: FoundVpc;

  constructor(
    scope: Construct,
    id: string,
    private readonly found: FoundNetworkProps,
  ) {
    super(scope, id);
    const { region, zones, vpc, vpcCidr, nameServers } = found;
    this.vpc = new FoundVpc(this, "Vpc", { region, ...vpc, cidr: vpcCidr, nameServers });
    this.vpcId = this.vpc.vpcId;
    this.vpcCidr = this.vpc.cidr;
    const publicSubnets = zones.flatMap(({ letter, publicCidr }) =>
      publicCidr === undefined ? [] : [this.subnet("public", letter, publicCidr)],
    );
    this.publicSubnetIds = publicSubnets.map((subnet) => subnet.subnetId);
    for (const subnet of publicSubnets) this.routeTable(subnet, [publicRouteCheck(region, subnet.name)]);
    const privateSubnets = zones.map((zone) => this.subnet("private", zone.letter, zone.privateCidr));
    this.privateSubnetIds = privateSubnets.map((subnet) => subnet.subnetId);
    this.privateTableIds = privateSubnets.map((subnet, index) =>
      this.routeTable(subnet, this.privateChecks(subnet.name, index)),
    );
    this.privateRouteTables = this.givenTables();
    this.subnetIdsApart = eachApart((role) =>
      zones.flatMap(({ letter, apart }, index) => {
        const cidr = apart[role];
        if (cidr === undefined) return [];
        const subnet = this.subnet(role, letter, cidr);
        this.routeTable(subnet, this.privateChecks(subnet.name, index));
        return [subnet.subnetId];
      }),
    );
  }

  private privateChecks(subnet: string, index: number): Claim[] {
    const { region, egress, privateRoutes = [] } = this.found;
    const table = this.givenTable(index);
    return [
      ...privateRouteChecks(region, subnet, egress),
      ...(table === undefined ? [] : [tableCheck(subnet, table)]),
      ...privateRoutes.map((route) => attachmentRouteCheck(region, subnet, route)),
    ];
  }

  private givenTable(index: number): string | undefined {
    const { privateRouteTableIds: ids = [] } = this.found;
    return ids.length === 1 ? ids[0] : ids[index];
  }

  /** Each table once, named after the first zone with it, or after none if all zones have it. */
  private givenTables(): PrivateRouteTable[] {
    const { zones, privateRouteTableIds: ids = [] } = this.found;
    const [first] = ids;
    if (first !== undefined && new Set(ids).size === 1) return [{ name: "private", routeTableId: first }];
    return zones.flatMap(({ letter }, index) => {
      const routeTableId = ids[index];
      return routeTableId === undefined || ids.indexOf(routeTableId) !== index
        ? []
        : [{ name: `private-${letter}`, letter, routeTableId }];
    });
  }

  private subnet(tier: Tier | Apart, letter: string, cidr: string): FoundSubnet {
    const { region, zones, clusterName, subnetTags, privateSubnetTags, isByName } = this.found;
    const isApart = zones.some(({ apart }) => apart.loadBalancer !== undefined);
    const isDiscovered = tier === "public" || tier === (isApart ? "loadBalancer" : "private");
    return new FoundSubnet(this, `${tier}-${letter}`, {
      region,
      vpcId: this.vpcId,
      ...this.found.subnet(tier, letter),
      isByName,
      tier,
      availabilityZone: `${region}${letter}`,
      cidr,
      clusterName,
      tags: isDiscovered ? subnetTags : [],
      partTags: privateSubnetTags,
    });
  }

  /** Id of the route table that a subnet uses: the associated one, or the VPC's main route table. */
  private routeTable({ key, subnetId }: FoundSubnet, checks: readonly Claim[]): string {
    const scope = new Construct(this, `RouteTable-${key}`);
    const own = new DataAwsRouteTables(new Construct(scope, "Search"), key, {
      vpcId: this.vpcId,
      filter: [{ name: "association.subnet-id", values: [subnetId] }],
    });
    return new DataAwsRouteTable(scope, key, {
      routeTableId: Token.asString(Fn.coalesce([Fn.one(own.ids), this.vpc.mainRouteTableId])),
      lifecycle: { postcondition: [...checks] },
    }).routeTableId;
  }
}
