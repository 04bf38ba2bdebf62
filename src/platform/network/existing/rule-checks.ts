import { type Expression } from "../../../terraform/expression";
import { template } from "../../../terraform/print";
import { type SecurityGroupName } from "../../../environment/network-names";
import { WIDEST_OWN_PREFIX, isCidr, prefixLength } from "../../../base/cidr";
import { awsCommand } from "./aws-command";
import { type Claim, claim } from "./check";
import {
  literal,
  rawExpression,
  path,
  self,
  item,
  call,
  negation,
  compare,
  equal,
  both,
  either,
  eachOf,
  type BinarySign,
} from "../expression";

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
  const isDeclared = both(
    OF_GROUP,
    direction === "egress" ? IS_EGRESS : negation(IS_EGRESS),
    equal(path("rule", peer.attribute), peer.expression),
    portCondition(port),
  );
  const what = `${direction} rule for ${port === "all" ? "all traffic" : `TCP port ${port}`}`;
  const fix = awsCommand(around.region, `ec2 authorize-security-group-${direction}`, {
    "group-id": "${self.id}",
    "ip-permissions": `${permissionPorts(port)},${peer.permission}`,
  });
  return claim(
    template(call("anytrue", eachRule(around, isDeclared))),
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
    .map(({ port }) => (port === "all" ? literal(true) : isOnly(port)));
  const undeclared = both(OF_GROUP, negation(IS_EGRESS), FROM_INTERNET, ...known.map(negation));
  const ids = template(
    call("join", literal(" "), eachRule(around, path("rule", "security_group_rule_id"), undeclared)),
  );
  return claim(
    template(negation(call("anytrue", eachRule(around, undeclared)))),
    `${groupNames[group] ?? group} admits the internet by ${ids}, which network.existing.rules does not declare`,
    awsCommand(region, "ec2 revoke-security-group-ingress", {
      "group-id": "${self.id}",
      "security-group-rule-ids": ids,
    }),
  );
}

const isWide = (peer: string): boolean => isCidr(peer) && prefixLength(peer) < WIDEST_OWN_PREFIX;

const eachRule = ({ rules }: RuleSurroundings, result: Expression, only?: Expression): Expression =>
  eachOf("rule", rawExpression(rules), result, only);

const OF_GROUP = equal(path("rule", "security_group_id"), self("id"));
const IS_EGRESS = path("rule", "is_egress");

const protocolIs = (protocol: string): Expression => equal(path("rule", "ip_protocol"), literal(protocol));

/** False where a rule has no such attribute: one with another kind of peer has no range, one for all protocols no ports. */
const tried = (condition: Expression): Expression => call("try", condition, literal(false));

const PREFIX = item(call("split", literal("/"), path("rule", "cidr_ipv4")), 1);

const FROM_INTERNET = either(
  tried(call("endswith", path("rule", "cidr_ipv6"), literal("/0"))),
  tried(compare(call("tonumber", PREFIX), "<", literal(WIDEST_OWN_PREFIX))),
);

/** Ports of a rule, compared with one port. */
const portsAre = (from: BinarySign, port: number, to: BinarySign): Expression =>
  tried(
    both(
      compare(path("rule", "from_port"), from, literal(port)),
      compare(path("rule", "to_port"), to, literal(port)),
    ),
  );

const isOnly = (port: number): Expression => both(protocolIs("tcp"), portsAre("==", port, "=="));

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
      expression: rawExpression(list),
      name: `the ${peer === "s3" ? "S3" : "DynamoDB"} prefix list`,
      permission: `PrefixListIds=[{PrefixListId=${list}}]`,
    };
  }
  const id = groupIds[peer as SecurityGroupName];
  if (id !== undefined) {
    const name = groupNames[peer as SecurityGroupName] ?? id;
    return groupPeer(id.startsWith("sg-") ? literal(id) : rawExpression(id), name, id);
  }
  if (peer.startsWith("sg-")) return groupPeer(literal(peer), peer, peer);
  return {
    attribute: "cidr_ipv4",
    expression: literal(peer),
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
    : either(protocolIs("-1"), both(protocolIs("tcp"), portsAre("<=", port, ">=")));

const permissionPorts = (port: DeclaredRule["port"]): string =>
  port === "all" ? "IpProtocol=-1" : `IpProtocol=tcp,FromPort=${port},ToPort=${port}`;
