import { type SecurityGroupName } from "../../stack-outputs/network";
import { WIDEST_OWN_PREFIX, isCidr, prefixLength } from "../../core/cidr";
import { awsCommand } from "./aws-command";
import { type Check, literal, withCommand } from "./check";

/** A security group rule that the YAML file declares. */
export interface DeclaredRule {
  readonly group: SecurityGroupName;
  readonly direction: "ingress" | "egress";
  /** The peer: a group, `s3` for the S3 prefix list, or a range. */
  readonly peer: string;
  /** TCP port, or `all` for every protocol and port. */
  readonly port: number | "all";
}

/** Ids that rules refer to, and all rules of all four groups. */
export interface RuleSurroundings {
  readonly region: string;
  readonly groupNames: Readonly<Record<SecurityGroupName, string>>;
  readonly groupIds: Readonly<Record<SecurityGroupName, string>>;
  readonly s3PrefixListId: string;
  readonly rules: string;
}

/**
 * Checks that a declared rule exists, or one with the same peer that allows more ports. The check belongs to
 * the group of the rule.
 */
export function ruleCheck(rule: DeclaredRule, around: RuleSurroundings): Check {
  const { direction, port } = rule;
  const peer = peerOf(rule, around);
  const conditions = [
    "rule.security_group_id == self.id",
    direction === "egress" ? "rule.is_egress" : "!rule.is_egress",
    `rule.${peer.attribute} == ${peer.expression}`,
    portCondition(port),
  ];
  const what = `${direction} rule for ${port === "all" ? "all traffic" : `TCP port ${port}`}`;
  const fix = awsCommand(around.region, `ec2 authorize-security-group-${direction}`, {
    "group-id": "${self.id}",
    "ip-permissions": `${permissionPorts(port)},${peer.permission}`,
  });
  return {
    condition: `\${anytrue([for rule in ${around.rules} : ${conditions.join(" && ")}])}`,
    errorMessage: withCommand(
      `${around.groupNames[rule.group]} has no ${what} ${direction === "egress" ? "to" : "from"} ${peer.name}, which network.existing.rules declares`,
      fix,
    ),
  };
}

/**
 * Checks that each rule of a group that allows the internet is declared. Other undeclared rules are accepted.
 * The check belongs to the group.
 */
export function openingCheck(
  group: SecurityGroupName,
  declared: readonly DeclaredRule[],
  { region, groupNames, rules }: RuleSurroundings,
): Check {
  const known = declared
    .filter((rule) => rule.group === group && rule.direction === "ingress" && isWide(rule.peer))
    .map(({ port }) => (port === "all" ? "true" : isOnly(port)));
  const undeclared = [
    "rule.security_group_id == self.id",
    "!rule.is_egress",
    `(${FROM_INTERNET})`,
    ...known.map((condition) => `!(${condition})`),
  ].join(" && ");
  const ids = `\${join(" ", [for rule in ${rules} : rule.security_group_rule_id if ${undeclared}])}`;
  return {
    condition: `\${!anytrue([for rule in ${rules} : ${undeclared}])}`,
    errorMessage: withCommand(
      `${groupNames[group]} admits the internet by ${ids}, which network.existing.rules does not declare`,
      awsCommand(region, "ec2 revoke-security-group-ingress", {
        "group-id": "${self.id}",
        "security-group-rule-ids": ids,
      }),
    ),
  };
}

const isWide = (peer: string): boolean => isCidr(peer) && prefixLength(peer) < WIDEST_OWN_PREFIX;

/** `try`, because a rule with another kind of peer has no range. */
const FROM_INTERNET = [
  'try(endswith(rule.cidr_ipv6, "/0"), false)',
  `try(tonumber(split("/", rule.cidr_ipv4)[1]) < ${WIDEST_OWN_PREFIX}, false)`,
].join(" || ");

const isOnly = (port: number): string =>
  `rule.ip_protocol == "tcp" && try(rule.from_port == ${port} && rule.to_port == ${port}, false)`;

/** Attribute of a rule that contains the peer, and the same for people and for the AWS CLI. */
interface PeerTerms {
  readonly attribute: string;
  readonly expression: string;
  readonly name: string;
  readonly permission: string;
}

function peerOf(
  { peer }: DeclaredRule,
  { groupNames, groupIds, s3PrefixListId }: RuleSurroundings,
): PeerTerms {
  if (peer === "s3") {
    return {
      attribute: "prefix_list_id",
      expression: s3PrefixListId,
      name: "the S3 prefix list",
      permission: `PrefixListIds=[{PrefixListId=${s3PrefixListId}}]`,
    };
  }
  if (isGroup(peer, groupIds)) return groupPeer(groupIds[peer], groupNames[peer]);
  if (peer.startsWith("sg-")) return groupPeer(literal(peer), peer, peer);
  return {
    attribute: "cidr_ipv4",
    expression: literal(peer),
    name: peer,
    permission: `IpRanges=[{CidrIp=${peer}}]`,
  };
}

function groupPeer(expression: string, name: string, id = expression) {
  return {
    attribute: "referenced_security_group_id",
    expression,
    name,
    permission: `UserIdGroupPairs=[{GroupId=${id}}]`,
  };
}

const isGroup = (peer: string, groups: object): peer is SecurityGroupName => peer in groups;

/** `try`, because a rule for every protocol has no ports. */
const portCondition = (port: DeclaredRule["port"]): string =>
  port === "all"
    ? 'rule.ip_protocol == "-1"'
    : `(rule.ip_protocol == "-1" || rule.ip_protocol == "tcp" && try(rule.from_port <= ${port} && rule.to_port >= ${port}, false))`;

const permissionPorts = (port: DeclaredRule["port"]): string =>
  port === "all" ? "IpProtocol=-1" : `IpProtocol=tcp,FromPort=${port},ToPort=${port}`;
