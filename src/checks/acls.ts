import { GATEWAYS } from "../evidence/endpoint-names";
import { prefixListOf, type SgRule } from "../infrastructure/network-rules";
import { Range, rangeOf } from "../infrastructure/network-ranges";
import { blockId, namedSubnets, type Subnet, subnetsOf } from "../infrastructure/network-routes";
import { AddressSpan, Traffic } from "../infrastructure/network-traffic";
import {
  type EnvironmentPlan,
  inLayer,
  memoizePerPlan,
  type PlannedResource,
  type ResourceOf,
} from "../terraform/environment-plan";
import { blocks, isTrue, type Json, type JsonObject, number, text } from "../terraform/stack-json";
import { groupBy } from "../base/group-by";
import { cidrOf } from "../infrastructure/text-attributes";

/** One rule of a network ACL, as a resource or as a block in the ACL. */
interface AclEntry {
  readonly resource: PlannedResource;
  readonly direction: SgRule["direction"];
  readonly allows: boolean;
  readonly order: number;
  readonly traffic: Traffic;
  /** Whether its addresses are a range of the internet that is narrower than those of S3 and DynamoDB, such as one that a team blocks. */
  readonly isOfStrangers: boolean;
}

export interface Acl {
  readonly resource: PlannedResource;
  readonly subnets: readonly Subnet[];
  /** Rules in the order in which AWS evaluates them. */
  readonly entries: readonly AclEntry[];
}

/** Network ACLs that an environment creates. */
const createdAcls = memoizePerPlan((plan: EnvironmentPlan): readonly Acl[] => {
  const rules = groupBy(plan.resources("aws_network_acl_rule"), (rule) =>
    plan.identity(inLayer(rule, rule.config.network_acl_id)),
  );
  const associations = groupBy(plan.resources("aws_network_acl_association"), (association) =>
    plan.identity(inLayer(association, association.config.network_acl_id)),
  );
  return plan.resources("aws_network_acl").map((resource) => ({
    resource,
    subnets: [
      ...namedSubnets(plan, inLayer(resource, resource.config.subnet_ids)),
      ...(associations.get(blockId(resource)) ?? []).flatMap((association) =>
        namedSubnets(plan, inLayer(association, association.config.subnet_id)),
      ),
    ],
    entries: inOrder([
      ...inlineEntries(plan, resource),
      ...(rules.get(blockId(resource)) ?? []).map((rule) => ruleEntry(plan, rule)),
    ]),
  }));
});

/**
 * The default ACL of a VPC, where the stacks manage it, with the subnets that have no other one. Without a block, it
 * allows everything.
 */
const defaultAcls = memoizePerPlan((plan: EnvironmentPlan): readonly Acl[] => {
  const others = new Set(createdAcls(plan).flatMap(({ subnets }) => subnets));
  return plan.resources("aws_default_network_acl").map((resource) => {
    const vpc = plan.identity(inLayer(resource, resource.config.default_network_acl_id));
    const subnets = [...subnetsOf(plan).values()].filter(
      (subnet) => plan.identity(inLayer(subnet.resource, subnet.resource.config.vpc_id)) === vpc,
    );
    return {
      resource,
      subnets: subnets.filter((subnet) => !others.has(subnet)),
      entries: inOrder(inlineEntries(plan, resource)),
    };
  });
});

/** Network ACLs that an environment creates, and the default ones that it manages. */
export const aclsOf = (plan: EnvironmentPlan) => ({
  created: createdAcls(plan),
  byDefault: defaultAcls(plan),
});

export const aclBySubnet = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlyMap<string, Acl> =>
    new Map(
      [...defaultAcls(plan), ...createdAcls(plan)].flatMap((acl) =>
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
  const ports = {
    // AWS rejects a rule that lacks a port; the empty range allows nothing.
    first: number(config["from_port"]) ?? Range.ports.last + 1,
    last: number(config["to_port"]) ?? 0,
  };
  return { traffic: Traffic.of(addresses, String(config["protocol"]), ports), isOfStrangers };
}

interface Remote {
  readonly addresses: readonly AddressSpan[];
  /** @default false */
  readonly isOfStrangers?: boolean;
}

function addressesOf(plan: EnvironmentPlan, resource: PlannedResource, allows: boolean): Remote {
  const { config } = resource;
  const service = eachRangeOf(plan, resource, text(config["cidr_block"]) ?? "");
  if (service !== undefined) return { addresses: [AddressSpan.ofList(service)] };
  const cidr = cidrOf(plan, inLayer(resource, given(config) ?? ""));
  const range = AddressSpan.in(cidr);
  if (!range) return { addresses: [AddressSpan.named(cidr)] };
  return {
    addresses: touchesGateways(cidr, range, allows) ? [range, ...AddressSpan.gateways] : [range],
    isOfStrangers: !(rangeOf(cidr)?.isPrivate ?? false) && range.size < WIDEST_S3,
  };
}

/** Plans have an empty text for an argument that is not set. */
const given = ({ cidr_block: old, ipv6_cidr_block: cidr }: JsonObject): Json | undefined =>
  old === undefined || old === null || old === "" ? cidr : old;

/** Ranges of S3 have prefixes of 16 bits or more: a narrower rule that denies public addresses is taken as one of others. */
const WIDEST_S3 = 2n ** 16n;

function touchesGateways(cidr: string, range: AddressSpan, allows: boolean): boolean {
  if (range.last > AddressSpan.ipv4.last) return false;
  return allows
    ? range.size === AddressSpan.ipv4.size
    : !(rangeOf(cidr)?.isPrivate ?? false) && range.size >= WIDEST_S3;
}

/** The service with a gateway for each of whose ranges `count` repeats a rule. */
function eachRangeOf(plan: EnvironmentPlan, resource: PlannedResource, cidr: string): string | undefined {
  const list = /data\.aws_prefix_list\.\w+/.exec(cidr)?.[0];
  if (list === undefined || !cidr.includes("count.index")) return undefined;
  const isWhole = text(resource.config["count"]) === `\${length(${list}.cidr_blocks)}`;
  const { name } = prefixListOf(plan, inLayer(resource, `\${${list}.id}`));
  return isWhole && name in GATEWAYS ? name : undefined;
}

/** Traffic that each rule allows, and no rule with a lower number denies. */
export function allowedByEntries<Entry extends Pick<AclEntry, "direction" | "allows" | "traffic">>({
  entries,
}: {
  readonly entries: readonly Entry[];
}): Map<Entry, Traffic> {
  const denied: Record<SgRule["direction"], Traffic> = { ingress: Traffic.none, egress: Traffic.none };
  const allowed = new Map<Entry, Traffic>();
  for (const entry of entries) {
    const { direction, traffic, allows } = entry;
    if (allows) allowed.set(entry, traffic.minus(denied[direction]));
    else denied[direction] = Traffic.union([denied[direction], traffic]);
  }
  return allowed;
}
