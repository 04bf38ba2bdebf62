import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { DataAwsSubnets } from "@cdktf/provider-aws/lib/data-aws-subnets";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import { tagsCommand } from "./aws-command";
import { uniqueResult } from "./check";
import { type Lookup, describeLookup } from "./lookup";
import { type ExpectedSubnet, subnetChecks, usableChecks } from "./subnet-checks";

export interface FoundSubnetProps extends ExpectedSubnet {
  readonly vpcId: string;
  readonly lookup: Lookup;
}

/** A subnet of a VPC, found by tags or by its id. */
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
    const { lookup, vpcId, isByName } = props;
    this.name = props.name;
    const subnet = new DataAwsSubnet(this, key, {
      id: "id" in lookup ? lookup.id : this.search(props, lookup),
      lifecycle: {
        postcondition: [...subnetChecks(props), ...(isByName ? [] : usableChecks(props, vpcId))],
      },
    });
    this.subnetId = subnet.id;
  }

  private search(
    props: FoundSubnetProps,
    { tags, availabilityZone }: Exclude<Lookup, { id: string }>,
  ): string {
    const { region, vpcId } = props;
    const search = new DataAwsSubnets(new Construct(this, "Search"), this.key, {
      filter: [
        { name: "vpc-id", values: [vpcId] },
        ...(availabilityZone === undefined
          ? []
          : [{ name: "availability-zone", values: [availabilityZone] }]),
      ],
      tags: { ...tags },
      lifecycle: {
        postcondition: [
          uniqueResult(`subnet ${describeLookup(props)} in the VPC`, tagsCommand(region, "<subnet>", tags)),
        ],
      },
    });
    return Token.asString(Fn.one(search.ids));
  }
}
