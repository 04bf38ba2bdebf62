import { DataAwsRouteTable } from "@cdktf/provider-aws/lib/data-aws-route-table";
import { DataAwsRouteTables } from "@cdktf/provider-aws/lib/data-aws-route-tables";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import { type Check } from "./check";

export interface FoundRouteTableProps {
  readonly vpcId: string;
  readonly subnetId: string;
  /** The table of subnets that have none of their own. */
  readonly mainRouteTableId: string;
  readonly checks: readonly Check[];
}

/** The route table that a subnet uses: its own, or else the VPC's main one. */
export class FoundRouteTable extends Construct {
  readonly tableId: string;

  /** `key` names its data sources, such as `private-a`. */
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
