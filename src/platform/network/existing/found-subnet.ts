import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { DataAwsSubnets } from "@cdktf/provider-aws/lib/data-aws-subnets";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import { tagCommand } from "./aws-command";
import { foundOnce } from "./check";
import { type ExpectedSubnet, subnetChecks } from "./subnet-checks";

export interface FoundSubnetProps extends ExpectedSubnet {
  readonly vpcId: string;
}

/** A subnet of a VPC, found by its `Name` tag. */
export class FoundSubnet extends Construct {
  readonly subnetId: string;
  readonly name: string;

  /** `key` identifies its data sources, such as `private-a`. */
  constructor(
    scope: Construct,
    readonly key: string,
    props: FoundSubnetProps,
  ) {
    super(scope, `Subnet-${key}`);
    const { region, name, vpcId } = props;
    this.name = name;
    const named = new DataAwsSubnets(new Construct(this, "Search"), key, {
      filter: [{ name: "vpc-id", values: [vpcId] }],
      tags: { Name: name },
      lifecycle: {
        postcondition: [
          foundOnce(`subnet named ${name} in the VPC`, tagCommand(region, "<subnet>", "Name", name)),
        ],
      },
    });
    const subnet = new DataAwsSubnet(this, key, {
      id: Token.asString(Fn.one(named.ids)),
      lifecycle: { postcondition: subnetChecks(props) },
    });
    this.subnetId = subnet.id;
  }
}
