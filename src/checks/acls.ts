import { HIGHEST_PORT, prefixListOf, PROTOCOLS, type Rule } from "../infrastructure/network-rules";
import { rangeOf } from "../infrastructure/network-ranges";
import { idOf, namedSubnets, type Subnet, subnetsOf } from "../infrastructure/network-routes";
import {
  ADDRESSES,
  addressesIn,
  addressesNamed,
  difference,
  type Interval,
  type Traffic,
  trafficOf,
} from "../infrastructure/network-traffic";
import {
  type EnvironmentPlan,
  memoizePerPlan,
  type PlannedResource,
  type ResourceOf,
  valueOf,
} from "../terraform/environment-plan";
import { blocks, isTrue, type Json, type JsonObject, number, text } from "../terraform/stack-json";
import { groupBy } from "../base/group-by";
import { cidrOf } from "../infrastructure/text-attributes";

/** One rule of a network ACL, as a resource or as a block in the ACL. */
export interface AclEntry {
  readonly resource: PlannedResource;
  readonly direction: Rule["direction"];
  readonly allows: boolean;
  readonly order: number;
  readonly traffic: Traffic;
  /** Whether its addresses are a range of the internet that is narrower than those of S3, such as one that a team blocks. */
  readonly isOfStrangers: boolean;
}

export interface Acl {
  readonly resource: PlannedResource;
  readonly subnets: readonly Subnet[];
  /** Rules in the order in which AWS evaluates them. */
  readonly entries: readonly AclEntry[];
}

/** Network ACLs that an environment creates. */
export const aclsOf = memoizePerPlan((plan: EnvironmentPlan): readonly Acl[] => {
  const rules = groupBy(plan.resources("aws_network_acl_rule"), (rule) =>
    plan.identity(valueOf(rule, rule.config.network_acl_id)),
  );
  const associations = groupBy(plan.resources("aws_network_acl_association"), (association) =>
    plan.identity(valueOf(association, association.config.network_acl_id)),
  );
  return plan.resources("aws_network_acl").map((resource) => ({
    resource,
    subnets: [
      ...namedSubnets(plan, valueOf(resource, resource.config.subnet_ids)),
      ...(associations.get(idOf(resource)) ?? []).flatMap((association) =>
        namedSubnets(plan, valueOf(association, association.config.subnet_id)),
      ),
    ],
    entries: inOrder([
      ...inlineEntries(plan, resource),
      ...(rules.get(idOf(resource)) ?? []).map((rule) => ruleEntry(plan, rule)),
    ]),
  }));
});

/** The default ACL of a VPC, where the stacks manage it, with the subnets that have no other one. Without a block, it allows everything. */
export const defaultAclsOf = memoizePerPlan((plan: EnvironmentPlan): readonly Acl[] => {
  const others = new Set(aclsOf(plan).flatMap(({ subnets }) => subnets));
  return plan.resources("aws_default_network_acl").map((resource) => {
    const vpc = plan.identity(valueOf(resource, resource.config.default_network_acl_id));
    const subnets = [...subnetsOf(plan).values()].filter(
      (subnet) => plan.identity(valueOf(subnet.resource, subnet.resource.config.vpc_id)) === vpc,
    );
    return {
      resource,
      subnets: subnets.filter((subnet) => !others.has(subnet)),
      entries: inOrder(inlineEntries(plan, resource)),
    };
  });
});

export const aclBySubnet = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlyMap<string, Acl> =>
    new Map(
      [...defaultAclsOf(plan), ...aclsOf(plan)].flatMap((acl) =>
        acl.subnets.map((subnet) => [subnet.id, acl] as const),
      ),
    ),
);

const inOrder = (entries: readonly AclEntry[]): AclEntry[] => [...entries].sort((a, b) => a.order - b.order);

const inlineEntries = (
  plan: EnvironmentPlan,
  resource: ResourceOf<"aws_network_acl" | "aws_default_network_acl">,
): AclEntry[] =>
  (["ingress", "egress"] as const).flatMap((direction) =>
    blocks(resource.config[direction]).map((config) => {
      const allows = isAllow(config.action);
      return {
        resource,
        direction,
        allows,
        order: number(config.rule_no) ?? 0,
        ...trafficIn(plan, { ...resource, config }, allows),
      };
    }),
  );

function ruleEntry(plan: EnvironmentPlan, resource: ResourceOf<"aws_network_acl_rule">): AclEntry {
  const { config } = resource;
  const allows = isAllow(config.rule_action);
  return {
    resource,
    direction: isTrue(config.egress) ? "egress" : "ingress",
    allows,
    // With `count`, the rule number is a sum; its first number is the lowest rule number.
    order: number(config.rule_number) ?? Number(/\d+/.exec(text(config.rule_number) ?? "")?.[0] ?? 0),
    ...trafficIn(plan, resource, allows),
  };
}

const isAllow = (action: Json | undefined): boolean => String(action).toLowerCase() === "allow";

function trafficIn(
  plan: EnvironmentPlan,
  resource: PlannedResource,
  allows: boolean,
): Pick<AclEntry, "traffic" | "isOfStrangers"> {
  const { config } = resource;
  const { addresses, isOfStrangers = false } = addressesOf(plan, resource, allows);
  const protocol = PROTOCOLS[String(config["protocol"]).toLowerCase()] ?? String(config["protocol"]);
  // AWS rejects a rule that lacks a port; the empty range allows nothing.
  const from = number(config["from_port"]) ?? HIGHEST_PORT + 1;
  return { traffic: trafficOf(addresses, protocol, from, number(config["to_port"]) ?? 0), isOfStrangers };
}

interface Addresses {
  readonly addresses: readonly Interval[];
  /** @default false */
  readonly isOfStrangers?: boolean;
}

function addressesOf(plan: EnvironmentPlan, resource: PlannedResource, allows: boolean): Addresses {
  const { config } = resource;
  if (takesEachS3Range(plan, resource, text(config["cidr_block"]) ?? ""))
    return { addresses: [ADDRESSES.s3] };
  const cidr = cidrOf(plan, valueOf(resource, given(config) ?? ""));
  const range = addressesIn(cidr);
  if (!range) return { addresses: [addressesNamed(cidr)] };
  return {
    addresses: touchesS3(cidr, range, allows) ? [range, ADDRESSES.s3] : [range],
    isOfStrangers: !(rangeOf(cidr)?.isPrivate ?? false) && sizeOf(range) < WIDEST_S3,
  };
}

/** Plans have an empty text for an argument that is not set. */
const given = ({ cidr_block: old, ipv6_cidr_block: cidr }: JsonObject): Json | undefined =>
  old === undefined || old === null || old === "" ? cidr : old;

/** Ranges of S3 have prefixes of 16 bits or more: a narrower rule that denies public addresses is taken as one of others. */
const WIDEST_S3 = 2n ** 16n;

function touchesS3(cidr: string, range: Interval, allows: boolean): boolean {
  if (range.last > ADDRESSES.ipv4.last) return false;
  return allows
    ? sizeOf(range) === sizeOf(ADDRESSES.ipv4)
    : !(rangeOf(cidr)?.isPrivate ?? false) && sizeOf(range) >= WIDEST_S3;
}

const sizeOf = ({ first, last }: Interval): bigint => last - first + 1n;

/** Whether `count` repeats a rule for each range of the S3 prefix list. */
function takesEachS3Range(plan: EnvironmentPlan, resource: PlannedResource, cidr: string): boolean {
  const list = /data\.aws_prefix_list\.\w+/.exec(cidr)?.[0];
  if (list === undefined || !cidr.includes("count.index")) return false;
  const isWhole = text(resource.config["count"]) === `\${length(${list}.cidr_blocks)}`;
  return isWhole && prefixListOf(plan, valueOf(resource, `\${${list}.id}`)) === "s3";
}

/** Traffic that each rule allows, and no rule with a lower number denies. */
export function allowedByEntries({ entries }: Acl): Map<AclEntry, Traffic> {
  const denied: Record<Rule["direction"], Traffic> = { ingress: [], egress: [] };
  const allowed = new Map<AclEntry, Traffic>();
  for (const entry of entries) {
    const { direction, traffic, allows } = entry;
    if (allows) allowed.set(entry, difference(traffic, denied[direction]));
    else denied[direction] = [...denied[direction], ...traffic];
  }
  return allowed;
}
