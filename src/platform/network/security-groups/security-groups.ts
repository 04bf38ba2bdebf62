import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import {
  SECURITY_GROUP_NAMES,
  type SecurityGroupName,
  securityGroupName,
} from "../../../environment/network-names";
import { fromPart } from "../../cause";
import { type Peer, type SecurityGroupRule, ruleId } from "./security-group-rules";
import TEXTS from "./group-texts.json";

export interface SecurityGroupsProps {
  readonly vpcId: string;
  readonly namePrefix: string;
  /** Further tags of the group of nodes. @default - none */
  readonly nodeTags?: Readonly<Record<string, string>>;
  /** Ids of groups that exist, which get no rules. @default - all are created */
  readonly given?: Readonly<Partial<Record<SecurityGroupName, string>>>;
}

/** The four security groups of an environment. Those that do not exist are created empty: each rule is a resource. */
export class SecurityGroups extends Construct {
  readonly ids: Readonly<Record<SecurityGroupName, string>>;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SecurityGroupsProps,
  ) {
    super(scope, id);
    const { vpcId, namePrefix, nodeTags = {}, given = {} } = props;
    const entries = SECURITY_GROUP_NAMES.map((group) => {
      const existing = given[group];
      if (existing !== undefined) return [group, existing] as const;
      const name = securityGroupName(namePrefix, group);
      const resource = new SecurityGroup(this, group, {
        vpcId,
        name,
        description: TEXTS.descriptions[group],
        tags: { Name: name, ...(group === "nodes" ? nodeTags : {}) },
      });
      return [group, resource.id] as const;
    });
    this.ids = Object.fromEntries(entries) as Record<SecurityGroupName, string>;
  }

  /** Adds rules; `prefixListIds` are the destinations of rules whose peer is a service with a gateway. */
  addRules(rules: readonly SecurityGroupRule[], prefixListIds: Readonly<Record<string, string>>): void {
    const { given = {} } = this.props;
    for (const rule of rules.filter(({ group }) => given[group] === undefined)) {
      const Rule = rule.direction === "ingress" ? VpcSecurityGroupIngressRule : VpcSecurityGroupEgressRule;
      const created = new Rule(this, ruleId(rule), {
        securityGroupId: this.ids[rule.group],
        description: rule.description,
        ...this.target(rule.peer, prefixListIds),
        ...ports(rule),
        tags: { Name: ruleId(rule), ...(rule.requestedBy ? { RequestedBy: rule.requestedBy } : {}) },
      });
      if (rule.part) fromPart(created, rule.part);
    }
  }

  private target(peer: Peer, prefixListIds: Readonly<Record<string, string>>) {
    if ("group" in peer) return { referencedSecurityGroupId: this.ids[peer.group] };
    if ("securityGroupId" in peer) return { referencedSecurityGroupId: peer.securityGroupId };
    if ("prefixListId" in peer) return { prefixListId: peer.prefixListId };
    if ("gateway" in peer) return { prefixListId: prefixListIds[peer.gateway] ?? "" };
    return { cidrIpv4: peer.cidr };
  }
}

function ports({ port, protocol }: SecurityGroupRule) {
  if (port === "all") return { ipProtocol: "-1" };
  return { ipProtocol: protocol ?? "tcp", fromPort: port, toPort: port };
}
