import { DataAwsPrefixList } from "@cdktf/provider-aws/lib/data-aws-prefix-list";
import { NetworkAcl } from "@cdktf/provider-aws/lib/network-acl";
import { NetworkAclRule as AclRuleResource } from "@cdktf/provider-aws/lib/network-acl-rule";
import { Fn, TerraformIterator, Token } from "cdktf";
import { Construct } from "constructs";
import { type NetworkAclInput, type NetworkAclRule, privateAclRules, publicAclRules } from "./network-acl-rules";

export interface NetworkAclsProps extends NetworkAclInput {
  readonly region: string;
  readonly vpcId: string;
  readonly namePrefix: string;
  readonly publicSubnetIds: readonly string[];
  readonly privateSubnetIds: readonly string[];
}

/** Rule numbers leave room between entries; those for S3 follow the last that is written out. */
const STEP = 100;
const S3_RULES_START = 10_000;

/** A stateless fence for each tier: a second line behind the security groups. */
export class NetworkAcls extends Construct {
  constructor(scope: Construct, id: string, props: NetworkAclsProps) {
    super(scope, id);
    this.acl("public", props, props.publicSubnetIds, publicAclRules(props));
    const privateAcl = this.acl("private", props, props.privateSubnetIds, privateAclRules(props));
    if (props.egress === "none") this.admitS3(privateAcl, props.region);
  }

  private acl(tier: string, props: NetworkAclsProps, subnetIds: readonly string[], rules: NetworkAclRule[]): NetworkAcl {
    const acl = new NetworkAcl(this, tier, {
      vpcId: props.vpcId,
      subnetIds: [...subnetIds],
      tags: { Name: `${props.namePrefix}-${tier}-acl` },
    });
    for (const direction of ["ingress", "egress"] as const) {
      rules
        .filter((rule) => rule.direction === direction)
        .forEach((rule, index) => {
          new AclRuleResource(this, `${tier}-${direction}-${(index + 1) * STEP}`, {
            networkAclId: acl.id,
            egress: direction === "egress",
            ruleNumber: (index + 1) * STEP,
            ruleAction: "allow",
            cidrBlock: rule.cidr,
            ...(rule.ports === "all"
              ? { protocol: "-1", fromPort: 0, toPort: 0 }
              : { protocol: "tcp", fromPort: rule.ports.from, toPort: rule.ports.to }),
          });
        });
    }
    return acl;
  }

  /** One entry for each of S3's ranges, which AWS keeps in a prefix list and Terraform reads at plan. */
  private admitS3(acl: NetworkAcl, region: string): void {
    const s3 = new DataAwsPrefixList(this, "s3", { name: `com.amazonaws.${region}.s3` });
    const ranges = TerraformIterator.fromList(Fn.toset(s3.cidrBlocks));
    const number = Token.asNumber(
      `\${${S3_RULES_START} + index(sort(${s3.fqn}.cidr_blocks), each.value)}`,
    );
    for (const [direction, ports] of [
      ["egress", { from: 443, to: 443 }],
      ["ingress", { from: 1024, to: 65535 }],
    ] as const) {
      new AclRuleResource(this, `private-s3-${direction}`, {
        forEach: ranges,
        networkAclId: acl.id,
        egress: direction === "egress",
        ruleNumber: number,
        ruleAction: "allow",
        cidrBlock: ranges.value,
        protocol: "tcp",
        fromPort: ports.from,
        toPort: ports.to,
      });
    }
  }
}
