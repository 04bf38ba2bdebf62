import { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc";
import { DataAwsVpcDhcpOptions } from "@cdktf/provider-aws/lib/data-aws-vpc-dhcp-options";
import { DataAwsVpcs } from "@cdktf/provider-aws/lib/data-aws-vpcs";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import { tagsCommand } from "./aws-command";
import { uniqueResult } from "./check";
import { type Lookup, type NamedLookup, describeLookup } from "./lookup";
import { type ExpectedVpc, nameServerCheck, vpcChecks } from "./vpc-checks";

export interface FoundVpcProps extends ExpectedVpc {
  readonly lookup: Lookup;
}

/** A VPC, found by tags or by its id. */
export class FoundVpc extends Construct {
  readonly vpcId: string;
  readonly cidr: string;
  /** The main route table, for subnets without an association. */
  readonly mainRouteTableId: string;

  constructor(scope: Construct, id: string, props: FoundVpcProps) {
    super(scope, id);
    const vpc = new DataAwsVpc(this, "main", {
      id: "id" in props.lookup ? props.lookup.id : this.search(props, props.lookup.tags),
      lifecycle: { postcondition: vpcChecks(props) },
    });
    new DataAwsVpcDhcpOptions(new Construct(this, "NameServers"), "main", {
      // AWS has `default` in place of an id where a VPC has no options.
      count: Token.asNumber(`\${${vpc.fqn}.dhcp_options_id == "default" ? 0 : 1}`),
      dhcpOptionsId: vpc.dhcpOptionsId,
      lifecycle: { postcondition: [nameServerCheck(props, vpc.id)] },
    });
    this.vpcId = vpc.id;
    this.cidr = vpc.cidrBlock;
    this.mainRouteTableId = vpc.mainRouteTableId;
  }

  private search(named: NamedLookup & ExpectedVpc, tags: Readonly<Record<string, string>>): string {
    const { region } = named;
    const search = new DataAwsVpcs(new Construct(this, "Search"), "main", {
      tags: { ...tags },
      lifecycle: {
        postcondition: [
          uniqueResult(`VPC ${describeLookup(named)} in ${region}`, tagsCommand(region, "<VPC>", tags)),
        ],
      },
    });
    return Token.asString(Fn.one(search.ids));
  }
}
