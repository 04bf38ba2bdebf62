import { groupBy, isTrue, number, memoizePerPlan, text, valueOf } from "../../model/blocks";
import { cidrOf } from "../../model/network/attributes";
import { type Range, holds, meets, rangeOf } from "../../model/network/ranges";
import { idOf } from "../../model/network/routing";
import { prefixListOf } from "../../model/network/prefix-lists";
import { type Direction, HIGHEST_PORT, PROTOCOLS } from "../../model/network/rules";
import { type Subnet, namedSubnets } from "../../model/network/subnets";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform-json/environment-plan";

/** One rule of a network ACL. */
export interface AclEntry {
  readonly resource: PlannedResource;
  readonly direction: Direction;
  readonly allows: boolean;
  readonly order: number;
  readonly protocol: string;
  readonly ports: Range;
  /** Undefined for the ranges of S3, and for text that is not an IPv4 range. */
  readonly range: Range | undefined;
  readonly isS3: boolean;
}

export interface Acl {
  readonly resource: PlannedResource;
  readonly subnets: readonly Subnet[];
  /** Rules in the order in which AWS evaluates them. */
  readonly entries: readonly AclEntry[];
}

/** Network ACLs that an environment creates. The default ACL of a VPC allows all traffic. */
export const aclsOf = memoizePerPlan((plan: EnvironmentPlan): readonly Acl[] => {
  const rules = groupBy(plan.resources("aws_network_acl_rule"), (rule) =>
    plan.identity(valueOf(rule, rule.config["network_acl_id"])),
  );
  const associations = groupBy(plan.resources("aws_network_acl_association"), (association) =>
    plan.identity(valueOf(association, association.config["network_acl_id"])),
  );
  return plan.resources("aws_network_acl").map((resource) => ({
    resource,
    subnets: [
      ...namedSubnets(plan, valueOf(resource, resource.config["subnet_ids"])),
      ...(associations.get(idOf(resource)) ?? []).flatMap((association) =>
        namedSubnets(plan, valueOf(association, association.config["subnet_id"])),
      ),
    ],
    entries: (rules.get(idOf(resource)) ?? [])
      .map((rule) => entryOf(plan, rule))
      .sort((a, b) => a.order - b.order),
  }));
});

export const aclBySubnet = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlyMap<string, Acl> =>
    new Map(aclsOf(plan).flatMap((acl) => acl.subnets.map((subnet) => [subnet.id, acl] as const))),
);

function entryOf(plan: EnvironmentPlan, resource: PlannedResource): AclEntry {
  const { config } = resource;
  const protocol = PROTOCOLS[String(config["protocol"]).toLowerCase()] ?? String(config["protocol"]);
  return {
    resource,
    direction: isTrue(config["egress"]) ? "egress" : "ingress",
    allows: String(config["rule_action"]).toLowerCase() === "allow",
    // With `count`, the rule number is a sum; its first number is the lowest rule number.
    order: number(config["rule_number"]) ?? Number(/\d+/.exec(text(config["rule_number"]) ?? "")?.[0] ?? 0),
    protocol,
    // AWS rejects a rule that lacks a port; the empty range allows nothing.
    ports:
      protocol === "all"
        ? ALL_PORTS
        : { first: number(config["from_port"]) ?? HIGHEST_PORT + 1, last: number(config["to_port"]) ?? 0 },
    range: rangeOf(cidrOf(plan, valueOf(resource, config["cidr_block"]))),
    isS3: takesEachS3Range(plan, resource, text(config["cidr_block"]) ?? ""),
  };
}

export const ALL_PORTS: Range = { first: 0, last: HIGHEST_PORT };

/** Whether `count` repeats a rule for each range of the S3 prefix list. */
function takesEachS3Range(plan: EnvironmentPlan, resource: PlannedResource, cidr: string): boolean {
  const list = /data\.aws_prefix_list\.\w+/.exec(cidr)?.[0];
  if (list === undefined || !cidr.includes("count.index")) return false;
  const isWhole = text(resource.config["count"]) === `\${length(${list}.cidr_blocks)}`;
  return isWhole && prefixListOf(plan, valueOf(resource, `\${${list}.id}`)) === "s3";
}

/** Packets that a subnet sends or receives: direction, remote addresses and destination ports. */
export interface Packets {
  readonly direction: Direction;
  readonly remote: Range | "s3";
  readonly protocol: string;
  readonly ports: Range;
}

/** The rule that allows the packets; undefined if a rule denies any of them. */
export function deciding(acl: Acl, packets: Packets): AclEntry | undefined {
  for (const entry of acl.entries) {
    if (entry.direction !== packets.direction || !sharesProtocol(entry, packets)) continue;
    if (entry.allows && covers(entry, packets)) return entry;
    if (!entry.allows && touches(entry, packets)) return undefined;
  }
  return undefined;
}

const sharesProtocol = (entry: AclEntry, { protocol }: Packets): boolean =>
  entry.protocol === "all" || entry.protocol === protocol || (protocol === "all" && !entry.allows);

function covers({ range, isS3, ports }: AclEntry, packets: Packets): boolean {
  if (!holds(ports, packets.ports)) return false;
  if (packets.remote === "s3") return isS3 || (range !== undefined && holds(range, WHOLE));
  return range !== undefined && holds(range, packets.remote);
}

function touches({ range, ports }: AclEntry, packets: Packets): boolean {
  if (!meets(ports, packets.ports)) return false;
  return packets.remote === "s3" || range === undefined || meets(range, packets.remote);
}

export const WHOLE: Range = { first: 0, last: 2 ** 32 - 1 };
