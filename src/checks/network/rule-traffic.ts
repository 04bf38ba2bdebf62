import { Range } from "../../infrastructure/network-ranges";
import { Addresses, Traffic } from "../../infrastructure/network-traffic";
import { groupName, type Rule } from "../../infrastructure/network-rules";
import { vpcsOf } from "../../infrastructure/network-routes";
import { type EnvironmentPlan, isFound } from "../../terraform/environment-plan";
import { type Use } from "./usage";
import { type Stated } from "../../infrastructure/stated";

type StatedClients = NonNullable<Stated["clients"]>;

/** Traffic that a rule allows. The addresses of a group and of a prefix list of AWS have its name. */
export const allowedBy = ({ peer, protocol, from, to }: Rule): Traffic =>
  Traffic.of([addressesOfPeer(peer)], protocol, { first: from, last: to });

function addressesOfPeer(peer: Rule["peer"]): Addresses {
  if ("group" in peer) return ofGroup(peer.group);
  if ("prefixList" in peer) return Addresses.ofList(peer.prefixList);
  return Addresses.of(peer.cidr);
}

/** Traffic that a use of a rule needs. `clients` are those that the file states; undefined without a record of it. */
export function neededBy(
  plan: EnvironmentPlan,
  { protocol, port, side }: Use,
  rule: Rule,
  clients: StatedClients | undefined,
): Traffic {
  const addresses = [
    ...(typeof side === "string" ? clientAddresses(plan, side, rule, clients) : addressesOfSide(side)),
    // An existing group can serve all of its VPC: the file lists the rules that it has.
    ...(isFound(rule.resource) ? vpcRanges(plan) : []),
  ];
  return Traffic.of(addresses, protocol, port === "all" ? Range.ports : new Range(port, port));
}

const vpcRanges = (plan: EnvironmentPlan): Addresses[] => vpcsOf(plan).ranges.map(Addresses.ofRange);

function addressesOfSide(side: Exclude<Use["side"], string>): Addresses[] {
  if (!("outside" in side)) {
    return [...side.groups.map(ofGroup), ...side.subnets.map(({ cidr }) => Addresses.of(cidr))];
  }
  if (side.outside === "s3") return [Addresses.s3];
  if (side.outside === "internet") return [Addresses.ipv4, Addresses.s3];
  const { range, name } = side;
  return [range ? Addresses.ofRange(range) : Addresses.named(name)];
}

const ofGroup = (id: string): Addresses => Addresses.named(`group ${id}`, groupName(id));

/** Addresses of clients that no stack shows. Those of an existing group are in its list of rules. */
function clientAddresses(
  plan: EnvironmentPlan,
  side: Extract<Use["side"], string>,
  rule: Rule,
  clients: StatedClients | undefined,
): Addresses[] {
  if (clients === undefined || side === "declared" || isFound(rule.resource))
    return [addressesOfPeer(rule.peer)];
  const entry = clients.entry?.map(addressesOfText);
  if (side === "internet-facing") return entry ?? [Addresses.ipv4];
  return side === "internal" ? (entry ?? vpcRanges(plan)) : clients[side].map(addressesOfText);
}

/** A range, or the id of a security group. */
const addressesOfText = (written: string): Addresses => Addresses.in(written) ?? ofGroup(written);
