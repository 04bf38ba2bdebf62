import { type Expression } from "../../../terraform/expression";
import { template } from "../../../terraform/print";
import { type SecurityGroupName } from "../../../environment/network-names";
import { WIDEST_OWN_PREFIX, isCidr, prefixLength } from "../../../base/cidr";
import { awsCommand } from "./aws-command";
import { type Claim, claim } from "./check";
import * as hcl from "../expression";

/** A security group rule that the YAML file declares. */
export interface DeclaredRule {
  readonly group: SecurityGroupName;
  readonly direction: "ingress" | "egress";
  /** The peer: a group, a service with a prefix list such as `s3`, or a range. */
  readonly peer: string;
  /** TCP port, or `all` for every protocol and port. */
  readonly port: number | "all";
}

/** Ids that rules refer to, and all rules of all four groups. */
export interface RuleSurroundings {
  readonly region: string;
  readonly groupNames: Readonly<Partial<Record<SecurityGroupName, string>>>;
  readonly groupIds: Readonly<Partial<Record<SecurityGroupName, string>>>;
  /** By service. */
  readonly prefixListIds: Readonly<Record<string, string>>;
  readonly rules: string;
}

/**
 * Checks that a declared rule exists, or one with the same peer that allows more ports. The check belongs to
 * the group of the rule.
 */
export function ruleCheck(rule: DeclaredRule, around: RuleSurroundings): Claim {
  const { direction, port } = rule;
  const peer = peerOf(rule, around);
  const isDeclared = hcl.both(
    OF_GROUP,
    direction === "egress" ? IS_EGRESS : hcl.negation(IS_EGRESS),
    hcl.equal(hcl.path("rule", peer.attribute), peer.expression),
    portCondition(port),
  );
  const what = `${direction} rule for ${port === "all" ? "all traffic" : `TCP port ${port}`}`;
  const fix = awsCommand(around.region, `ec2 authorize-security-group-${direction}`, {
    "group-id": "${self.id}",
    "ip-permissions": `${permissionPorts(port)},${peer.permission}`,
  });
  return claim(
    template(hcl.call("anytrue", eachRule(around, isDeclared))),
    `${around.groupNames[rule.group] ?? rule.group} has no ${what} ${direction === "egress" ? "to" : "from"} ${peer.name}, which network.existing.rules declares`,
    fix,
  );
}

/**
 * Checks that each rule of a group that allows the internet is declared. Other undeclared rules are accepted.
 * The check belongs to the group.
 */
export function openingCheck(
  group: SecurityGroupName,
  declared: readonly DeclaredRule[],
  around: RuleSurroundings,
): Claim {
  const { region, groupNames } = around;
  const known = declared
    .filter((rule) => rule.group === group && rule.direction === "ingress" && isWide(rule.peer))
    .map(({ port }) => (port === "all" ? hcl.literal(true) : isOnly(port)));
  const undeclared = hcl.both(OF_GROUP, hcl.negation(IS_EGRESS), FROM_INTERNET, ...known.map(hcl.negation));
  const ids = template(
    hcl.call(
      "join",
      hcl.literal(" "),
      eachRule(around, hcl.path("rule", "security_group_rule_id"), undeclared),
    ),
  );
  return claim(
    template(hcl.negation(hcl.call("anytrue", eachRule(around, undeclared)))),
    `${groupNames[group] ?? group} admits the internet by ${ids}, which network.existing.rules does not declare`,
    awsCommand(region, "ec2 revoke-security-group-ingress", {
      "group-id": "${self.id}",
      "security-group-rule-ids": ids,
    }),
  );
}

const isWide = (peer: string): boolean => isCidr(peer) && prefixLength(peer) < WIDEST_OWN_PREFIX;

const eachRule = ({ rules }: RuleSurroundings, result: Expression, only?: Expression): Expression =>
  hcl.eachOf("rule", hcl.rawExpression(rules), result, only);

const OF_GROUP = hcl.equal(hcl.path("rule", "security_group_id"), hcl.self("id"));
const IS_EGRESS = hcl.path("rule", "is_egress");

const protocolIs = (protocol: string): Expression =>
  hcl.equal(hcl.path("rule", "ip_protocol"), hcl.literal(protocol));

/** False where a rule has no such attribute: one with another kind of peer has no range, one for all protocols no ports. */
const tried = (condition: Expression): Expression => hcl.call("try", condition, hcl.literal(false));

const PREFIX = hcl.item(hcl.call("split", hcl.literal("/"), hcl.path("rule", "cidr_ipv4")), 1);

const FROM_INTERNET = hcl.either(
  tried(hcl.call("endswith", hcl.path("rule", "cidr_ipv6"), hcl.literal("/0"))),
  tried(hcl.compare(hcl.call("tonumber", PREFIX), "<", hcl.literal(WIDEST_OWN_PREFIX))),
);

/** Ports of a rule, compared with one port. */
const portsAre = (from: hcl.BinarySign, port: number, to: hcl.BinarySign): Expression =>
  tried(
    hcl.both(
      hcl.compare(hcl.path("rule", "from_port"), from, hcl.literal(port)),
      hcl.compare(hcl.path("rule", "to_port"), to, hcl.literal(port)),
    ),
  );

const isOnly = (port: number): Expression => hcl.both(protocolIs("tcp"), portsAre("==", port, "=="));

/** Attribute of a rule that contains the peer, and the same for people and for the AWS CLI. */
interface PeerTerms {
  readonly attribute: string;
  readonly expression: Expression;
  readonly name: string;
  readonly permission: string;
}

function peerOf(
  { peer }: DeclaredRule,
  { groupNames, groupIds, prefixListIds }: RuleSurroundings,
): PeerTerms {
  const list = prefixListIds[peer];
  if (list !== undefined) {
    return {
      attribute: "prefix_list_id",
      expression: hcl.rawExpression(list),
      name: `the ${peer === "s3" ? "S3" : "DynamoDB"} prefix list`,
      permission: `PrefixListIds=[{PrefixListId=${list}}]`,
    };
  }
  const id = groupIds[peer as SecurityGroupName];
  if (id !== undefined) {
    const name = groupNames[peer as SecurityGroupName] ?? id;
    return groupPeer(id.startsWith("sg-") ? hcl.literal(id) : hcl.rawExpression(id), name, id);
  }
  if (peer.startsWith("sg-")) return groupPeer(hcl.literal(peer), peer, peer);
  return {
    attribute: "cidr_ipv4",
    expression: hcl.literal(peer),
    name: peer,
    permission: `IpRanges=[{CidrIp=${peer}}]`,
  };
}

function groupPeer(expression: Expression, name: string, id: string): PeerTerms {
  return {
    attribute: "referenced_security_group_id",
    expression,
    name,
    permission: `UserIdGroupPairs=[{GroupId=${id}}]`,
  };
}

const portCondition = (port: DeclaredRule["port"]): Expression =>
  port === "all"
    ? protocolIs("-1")
    : hcl.either(protocolIs("-1"), hcl.both(protocolIs("tcp"), portsAre("<=", port, ">=")));

const permissionPorts = (port: DeclaredRule["port"]): string =>
  port === "all" ? "IpProtocol=-1" : `IpProtocol=tcp,FromPort=${port},ToPort=${port}`;
