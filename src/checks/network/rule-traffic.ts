import { Range } from "../../infrastructure/network-ranges";
import { AddressSpan, Traffic } from "../../infrastructure/network-traffic";
import { groupName, type SgRule } from "../../infrastructure/network-rules";
import { isOwn } from "../../infrastructure/accepted-blocks";
import { blockId, vpcsOf } from "../../infrastructure/network-routes";
import {
  type EnvironmentPlan,
  inLayer,
  isFound,
  type PlannedResource,
} from "../../terraform/environment-plan";
import { type RuleUse } from "./usage";
import { type Stated } from "../../infrastructure/stated";

type StatedClients = NonNullable<Stated["clients"]>;

/** Traffic that a rule allows. The addresses of a group and of a prefix list of AWS have its name. */
export const allowedBy = ({ peer, protocol, from, to }: SgRule): Traffic =>
  Traffic.of([addressesOfPeer(peer)], protocol, { first: from, last: to });

function addressesOfPeer(peer: SgRule["peer"]): AddressSpan {
  if ("group" in peer) return ofGroup(peer.group);
  if ("prefixList" in peer) return AddressSpan.ofList(peer.prefixList);
  return AddressSpan.of(peer.cidr);
}

/** Traffic that a use of a rule needs. `clients` are those that the file states; undefined without a record of it. */
export function neededBy(
  plan: EnvironmentPlan,
  { protocol, port, side }: RuleUse,
  rule: SgRule,
  clients: StatedClients | undefined,
): Traffic {
  const ofSide =
    typeof side === "string" ? clientAddresses(plan, side, rule, clients) : addressesOfSide(side);
  // The file lists rules of existing groups on a TCP port, or for everything, which alone has UDP.
  if (isFound(rule.resource) && protocol === "udp") return Traffic.of(ofSide, "all", Range.ports);
  // An existing group can serve all of its VPC: the file lists the rules that it has.
  const addresses = isFound(rule.resource) ? [...ofSide, ...vpcRanges(plan)] : ofSide;
  return Traffic.of(addresses, protocol, port === "all" ? Range.ports : new Range(port, port));
}

const vpcRanges = (plan: EnvironmentPlan): AddressSpan[] => vpcsOf(plan).ranges.map(AddressSpan.ofRange);

function addressesOfSide(side: Exclude<RuleUse["side"], string>): AddressSpan[] {
  if (!("outside" in side)) {
    return [...side.groups.map(ofGroup), ...side.subnets.map(({ cidr }) => AddressSpan.of(cidr))];
  }
  if (side.outside === "gateway") return [AddressSpan.ofList(side.service ?? "")];
  if (side.outside === "internet") return [AddressSpan.ipv4, ...AddressSpan.gateways];
  const { range, name } = side;
  return [range ? AddressSpan.ofRange(range) : AddressSpan.named(name)];
}

const ofGroup = (id: string): AddressSpan => AddressSpan.named(`group ${id}`, groupName(id));

/** Addresses of clients that no stack shows. Those of an existing group are in its list of rules. */
function clientAddresses(
  plan: EnvironmentPlan,
  side: Extract<RuleUse["side"], string>,
  rule: SgRule,
  clients: StatedClients | undefined,
): AddressSpan[] {
  if (clients === undefined || side === "declared" || isFound(rule.resource))
    return [addressesOfPeer(rule.peer)];
  const entry = clients.entry?.map(addressesOfText);
  if (side === "internet-facing") return entry ?? [AddressSpan.ipv4];
  if (side === "internal") return entry ?? vpcRanges(plan);
  const own = "group" in rule.peer && isOwnGroup(plan, rule.peer.group) ? [ofGroup(rule.peer.group)] : [];
  return [...clients[side].map(addressesOfText), ...own];
}

/**
 * Whether interfaces of own files have a group that an own file creates, such as that of a bastion. The file cannot list such a client,
 * since the id of its group is known only after an apply.
 */
const isOwnGroup = (plan: EnvironmentPlan, id: string): boolean =>
  plan
    .resources("aws_security_group")
    .some(
      (group) =>
        blockId(group) === id &&
        isOwn(plan, group) &&
        plan.all.some((block) => isOwn(plan, block) && hasGroup(plan, block, group)),
    );

const hasGroup = (plan: EnvironmentPlan, block: PlannedResource, group: PlannedResource): boolean =>
  ["security_groups", "vpc_security_group_ids"].some((argument) =>
    plan.items(inLayer(block, block.config[argument])).some((item) => plan.target(item) === group),
  );

/** A range, or the id of a security group. */
const addressesOfText = (written: string): AddressSpan => AddressSpan.in(written) ?? ofGroup(written);
