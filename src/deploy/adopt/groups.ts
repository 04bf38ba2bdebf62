import { ANYWHERE } from "../../base/cidr";
import {
  SECURITY_GROUP_NAMES,
  type SecurityGroupName,
  securityGroupName,
} from "../../environment/network-names";
import { type JsonObject, asObject } from "../../terraform/stack-json";
import { type Preparation } from "./preparation";
import { type NetworkReading, nameTag } from "./reading";

/** A rule of `network.existing.rules`. */
export interface ProposedRule {
  readonly group: SecurityGroupName;
  readonly direction: "ingress" | "egress";
  readonly peer: string;
  readonly port: number | "all";
}

export interface ProposedGroups {
  /** Prefix of the names of most groups. */
  readonly namePrefix: string;
  /** Ids of the groups of an environment that exist. */
  readonly ids: Readonly<Partial<Record<SecurityGroupName, string>>>;
  readonly rules: readonly ProposedRule[];
  readonly preparations: readonly Preparation[];
  readonly notes: readonly string[];
}

/**
 * The groups of an environment among those of a VPC, with their rules: those that endpoints and load balancers have, and others by
 * the prefix that fits most of them.
 */
export function proposedGroups(
  reading: NetworkReading,
  used: Readonly<Partial<Record<SecurityGroupName, string>>>,
): ProposedGroups {
  const named = reading.groups.map(({ GroupName }) => String(GroupName));
  const prefixes = named.flatMap((name) => SECURITY_GROUP_NAMES.flatMap((group) => prefixOf(name, group)));
  const fits = (prefix: string): number =>
    SECURITY_GROUP_NAMES.filter((group) => named.includes(securityGroupName(prefix, group))).length;
  const best = [...new Set(prefixes)].sort((a, b) => fits(b) - fits(a) || a.localeCompare(b))[0];
  const namePrefix = best ?? slugOf(nameTag(reading.vpc) || String(reading.vpc["VpcId"]));
  const ids = new Map<string, SecurityGroupName>();
  const preparations: Preparation[] = [];
  for (const group of SECURITY_GROUP_NAMES) {
    const name = securityGroupName(namePrefix, group);
    const found = reading.groups.find(({ GroupName }) => GroupName === name)?.["GroupId"];
    // The group of endpoints is that of their interfaces, and not one of a fitting name.
    const id = used[group] ?? (group === "endpoints" ? undefined : found);
    if (typeof id === "string") ids.set(id, group);
  }
  const own = reading.rules.flatMap((rule) => {
    const group = ids.get(String(rule["GroupId"]));
    return group === undefined ? [] : [{ rule, group }];
  });
  for (const { rule, group } of own.filter((each) => isOpenEgress(each.rule)).sort(byGroup))
    preparations.push(revocation(reading, rule, nameIn(reading, rule, group)));
  const all = own
    .filter(({ rule }) => !isOpenEgress(rule))
    .map(({ rule, group }) => ruleOf(reading, rule, group, ids));
  return {
    namePrefix,
    ids: Object.fromEntries([...ids].map(([id, group]) => [group, id])),
    rules: all.flatMap((each) => (typeof each === "string" ? [] : [each])).sort(byText),
    preparations,
    notes: all.flatMap((each) => (typeof each === "string" ? [each] : [])),
  };
}

const byGroup = (
  a: { readonly group: SecurityGroupName },
  b: { readonly group: SecurityGroupName },
): number => SECURITY_GROUP_NAMES.indexOf(a.group) - SECURITY_GROUP_NAMES.indexOf(b.group);

/** By group, ingress first, then by peer and port. AWS has no order. */
const byText = (a: ProposedRule, b: ProposedRule): number =>
  byGroup(a, b) ||
  b.direction.localeCompare(a.direction) ||
  a.peer.localeCompare(b.peer) ||
  String(a.port).localeCompare(String(b.port), "en", { numeric: true });

const nameIn = ({ groups }: NetworkReading, { GroupId }: JsonObject, group: SecurityGroupName): string =>
  String(groups.find((each) => each["GroupId"] === GroupId)?.["GroupName"] ?? group);

/** The rule that AWS adds to a new group. */
const isOpenEgress = ({ IsEgress, IpProtocol, CidrIpv4, CidrIpv6 }: JsonObject): boolean =>
  IsEgress === true && IpProtocol === "-1" && (CidrIpv4 === ANYWHERE || CidrIpv6 === "::/0");

const revocation = (
  { region }: NetworkReading,
  { GroupId, SecurityGroupRuleId }: JsonObject,
  group: string,
): Preparation => ({
  reason: `${group} allows everything to the internet by the rule that AWS adds to a new group, and the checks refuse it`,
  command: `aws ec2 revoke-security-group-egress --region ${region} --group-id ${String(GroupId)} --security-group-rule-ids ${String(SecurityGroupRuleId)}`,
});

/** `app` of `app-alb-sg`. */
function prefixOf(name: string, group: SecurityGroupName): string[] {
  const suffix = securityGroupName("", group);
  return name.endsWith(suffix) && name.length > suffix.length ? [name.slice(0, -suffix.length)] : [];
}

/** Lowercase letters, digits and dashes of a name. */
const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$|-vpc$/g, "");

/** A rule as the file declares it, or a note about one that it cannot declare. */
function ruleOf(
  { prefixLists, groups }: NetworkReading,
  rule: JsonObject,
  group: SecurityGroupName,
  ids: ReadonlyMap<string, SecurityGroupName>,
): ProposedRule | string {
  const { SecurityGroupRuleId, IsEgress, IpProtocol, FromPort, ToPort, CidrIpv4, CidrIpv6, PrefixListId } =
    rule;
  const list = prefixLists.find((each) => each["PrefixListId"] === PrefixListId);
  const direction = IsEgress === true ? "egress" : "ingress";
  const other = asObject(rule["ReferencedGroupInfo"] ?? {})["GroupId"];
  const left = (why: string): string =>
    `network.existing.rules: rule ${String(SecurityGroupRuleId)} of ${String(groups.find(({ GroupId }) => GroupId === rule["GroupId"])?.["GroupName"])} is left out: ${why}`;
  const port =
    IpProtocol === "-1" ? "all" : IpProtocol === "tcp" && FromPort === ToPort ? Number(FromPort) : undefined;
  if (port === undefined) return left("the file declares one TCP port or everything");
  const peer =
    typeof other === "string"
      ? (ids.get(other) ?? other)
      : typeof CidrIpv4 === "string"
        ? CidrIpv4
        : list && String(list["PrefixListName"]).split(".").at(-1);
  if (peer === undefined)
    return left(
      `its peer ${String(CidrIpv6 ?? PrefixListId ?? "is unknown")} is no group, IPv4 range, S3 or DynamoDB`,
    );
  return { group, direction, peer, port };
}
