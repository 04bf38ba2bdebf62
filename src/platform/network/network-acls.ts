import { DataAwsPrefixList } from "@cdktf/provider-aws/lib/data-aws-prefix-list";
import { NetworkAcl } from "@cdktf/provider-aws/lib/network-acl";
import { NetworkAclRule as AclRuleResource } from "@cdktf/provider-aws/lib/network-acl-rule";
import { Fn, Op, TerraformCount, Token } from "cdktf";
import { Construct } from "constructs";
import { ANYWHERE } from "../../base/cidr";
import { shortHash } from "../../base/digests";
import {
  HTTPS_PORTS,
  type NetworkAclInput,
  type NetworkAclRule,
  RETURN_PORTS,
  privateAclRules,
  publicAclRules,
} from "./network-acl-rules";
import { type Tier } from "./subnet-tags";

export interface NetworkAclsProps extends NetworkAclInput {
  readonly region: string;
  readonly vpcId: string;
  readonly namePrefix: string;
  readonly publicSubnetIds: readonly string[];
  readonly privateSubnetIds: readonly string[];
  /** Services with a gateway endpoint, S3 first. */
  readonly gateways: readonly string[];
}

/**
 * All rules allow, so their order decides nothing. A rule for a range of the file has its address and number by what it
 * allows, and keeps them when another range is added. AWS allows numbers up to 32766, and 20 rules in each direction,
 * 40 on request (VPC user guide, "Network ACL rules" and "Amazon VPC quotas", read 2026-11-20).
 */
const STEP = 100;
const GATEWAY_RULES_START = 10_000;
const GATEWAY_RULES = 1000;
const RANGES_START = 12_000;
const RANGES = 20_000;

/** A stateless network ACL for each tier with subnets: a second line of defense behind the security groups. */
export class NetworkAcls extends Construct {
  constructor(scope: Construct, id: string, props: NetworkAclsProps) {
    super(scope, id);
    if (props.publicSubnetIds.length > 0) {
      this.acl("public", props, props.publicSubnetIds, publicAclRules(props));
    }
    const privateAcl = this.acl("private", props, props.privateSubnetIds, privateAclRules(props));
    if (props.egress !== "none") return;
    for (const [index, service] of props.gateways.entries())
      this.admit(privateAcl, props.region, service, GATEWAY_RULES_START + index * GATEWAY_RULES);
  }

  private acl(
    tier: Tier,
    { vpcId, vpcCidrs, namePrefix }: NetworkAclsProps,
    subnetIds: readonly string[],
    rules: readonly NetworkAclRule[],
  ): NetworkAcl {
    const acl = new NetworkAcl(this, tier, {
      vpcId,
      subnetIds: [...subnetIds],
      tags: { Name: `${namePrefix}-${tier}-acl` },
    });
    for (const direction of ["ingress", "egress"] as const) {
      const taken = new Set<number>();
      const add = (rule: NetworkAclRule, from: number, name = String(from)): void => {
        let ruleNumber = from;
        while (taken.has(ruleNumber)) ruleNumber += 1;
        taken.add(ruleNumber);
        new AclRuleResource(this, `${tier}-${direction}-${name}`, {
          networkAclId: acl.id,
          ruleNumber,
          cidrBlock: rule.cidr,
          ...allowed(direction, rule.ports, rule.protocol),
        });
      };
      const [ofFile, own] = [true, false].map((isOfFile) =>
        rules.filter(
          (each) => each.direction === direction && ![...vpcCidrs, ANYWHERE].includes(each.cidr) === isOfFile,
        ),
      );
      own?.forEach((rule, index) => add(rule, (index + 1) * STEP));
      const named = new Map(ofFile?.map((rule) => [meaningOf(rule), rule]));
      for (const [name, rule] of [...named].sort(([one], [other]) => (one < other ? -1 : 1)))
        add(rule, RANGES_START + (Number.parseInt(shortHash(name), 16) % RANGES), name);
    }
    return acl;
  }

  /** One entry for each range of a service. AWS keeps the ranges in a prefix list, which Terraform reads at plan. */
  private admit(acl: NetworkAcl, region: string, service: string, start: number): void {
    const { cidrBlocks } = new DataAwsPrefixList(this, service, {
      name: `com.amazonaws.${region}.${service}`,
    });
    const count = TerraformCount.of(Token.asNumber(Fn.lengthOf(cidrBlocks)));
    for (const [direction, ports] of [
      ["egress", HTTPS_PORTS],
      ["ingress", RETURN_PORTS],
    ] as const) {
      new AclRuleResource(this, `private-${service}-${direction}`, {
        count,
        networkAclId: acl.id,
        ruleNumber: Token.asNumber(Op.add(start, count.index)),
        cidrBlock: Token.asString(Fn.element(Fn.sort(cidrBlocks), count.index)),
        ...allowed(direction, ports),
      });
    }
  }
}

/** `10.64.0.0-16-tcp-443` */
const meaningOf = ({ cidr, ports, protocol = "tcp" }: NetworkAclRule): string =>
  `${cidr.replace("/", "-")}-${ports === "all" ? ports : [protocol, ...new Set([ports.from, ports.to])].join("-")}`;

function allowed(
  direction: NetworkAclRule["direction"],
  ports: NetworkAclRule["ports"],
  protocol: NetworkAclRule["protocol"] = "tcp",
) {
  return {
    egress: direction === "egress",
    ruleAction: "allow",
    ...(ports === "all"
      ? { protocol: "-1", fromPort: 0, toPort: 0 }
      : { protocol, fromPort: ports.from, toPort: ports.to }),
  };
}
