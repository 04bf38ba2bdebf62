import { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc";
import { DataAwsVpcs } from "@cdktf/provider-aws/lib/data-aws-vpcs";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import { tagCommand } from "./aws-command";
import { foundOnce } from "./check";
import { type ExpectedVpc, vpcChecks } from "./vpc-checks";

/** A VPC, found by its `Name` tag. */
export class FoundVpc extends Construct {
  readonly vpcId: string;
  readonly cidr: string;
  /** The main route table, for subnets without an association. */
  readonly mainRouteTableId: string;

  constructor(scope: Construct, id: string, expected: ExpectedVpc) {
    super(scope, id);
    const { region, name } = expected;
    const named = new DataAwsVpcs(new Construct(this, "Search"), "main", {
      tags: { Name: name },
      lifecycle: {
        postcondition: [
          foundOnce(`VPC named ${name} in ${region}`, tagCommand(region, "<VPC>", "Name", name)),
        ],
      },
    });
    const vpc = new DataAwsVpc(this, "main", {
      id: Token.asString(Fn.one(named.ids)),
      lifecycle: { postcondition: vpcChecks(expected) },
    });
    this.vpcId = vpc.id;
    this.cidr = vpc.cidrBlock;
    this.mainRouteTableId = vpc.mainRouteTableId;
  }
}
