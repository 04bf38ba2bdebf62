import { DataAwsRouteTable } from "@cdktf/provider-aws/lib/data-aws-route-table";
import { DataAwsRouteTables } from "@cdktf/provider-aws/lib/data-aws-route-tables";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import { type Claim } from "./check";

export interface FoundRouteTableProps {
  readonly vpcId: string;
  readonly subnetId: string;
  /** The VPC's main route table, for subnets without an association. */
  readonly mainRouteTableId: string;
  readonly checks: readonly Claim[];
}

/** The route table of a subnet: the associated one, or the VPC's main route table. */
export class FoundRouteTable extends Construct {
  readonly tableId: string;

  /** `key` identifies its data sources, such as `private-a`. */
  constructor(scope: Construct, key: string, props: FoundRouteTableProps) {
    super(scope, `RouteTable-${key}`);
    const { vpcId, subnetId, mainRouteTableId, checks } = props;
    const own = new DataAwsRouteTables(new Construct(this, "Search"), key, {
      vpcId,
      filter: [{ name: "association.subnet-id", values: [subnetId] }],
    });
    const table = new DataAwsRouteTable(this, key, {
      routeTableId: Token.asString(Fn.coalesce([Fn.one(own.ids), mainRouteTableId])),
      lifecycle: { postcondition: [...checks] },
    });
    this.tableId = table.routeTableId;
  }
}
