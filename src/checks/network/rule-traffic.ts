import {
  ADDRESSES,
  addressesIn,
  addressesNamed,
  type Interval,
  intervalOf,
  listName,
  type Traffic,
  trafficOf,
} from "../../infrastructure/network-traffic";
import { groupName, HIGHEST_PORT, type Rule } from "../../infrastructure/network-rules";
import { vpcRangesOf } from "../../infrastructure/network-routes";
import { type EnvironmentPlan, isFound } from "../../terraform/environment-plan";
import { type Use } from "./usage";
import { type Stated } from "../../infrastructure/stated";

type StatedClients = NonNullable<Stated["clients"]>;

/** Traffic that a rule allows. The addresses of a group and of a prefix list of AWS have its name. */
export const allowedBy = ({ peer, protocol, from, to }: Rule): Traffic =>
  trafficOf([addressesOfPeer(peer)], protocol, from, to);

function addressesOfPeer(peer: Rule["peer"]): Interval {
  if ("group" in peer) return ofGroup(peer.group);
  if ("prefixList" in peer) return addressesNamed(`list ${peer.prefixList}`, listName(peer.prefixList));
  return addressesIn(peer.cidr) ?? addressesNamed(peer.cidr);
}

/** Traffic that a use of a rule needs. `clients` are those that the file states; undefined without a record of it. */
export function neededBy(
  plan: EnvironmentPlan,
  { protocol, port, side }: Use,
  rule: Rule,
  clients: StatedClients | undefined,
): Traffic {
  const [first, last] = port === "all" ? [0, HIGHEST_PORT] : [port, port];
  const addresses = [
    ...(typeof side === "string" ? clientAddresses(plan, side, rule, clients) : addressesOfSide(side)),
    // An existing group can serve all of its VPC: the file lists the rules that it has.
    ...(isFound(rule.resource) ? vpcRanges(plan) : []),
  ];
  return trafficOf(addresses, protocol, first, last);
}

const vpcRanges = (plan: EnvironmentPlan): Interval[] => vpcRangesOf(plan).map(intervalOf);

function addressesOfSide(side: Exclude<Use["side"], string>): Interval[] {
  if (!("outside" in side)) {
    return [
      ...side.groups.map(ofGroup),
      ...side.subnets.map(({ cidr }) => addressesIn(cidr) ?? addressesNamed(cidr)),
    ];
  }
  if (side.outside === "s3") return [ADDRESSES.s3];
  if (side.outside === "internet") return [ADDRESSES.ipv4, ADDRESSES.s3];
  const { range, name } = side;
  return [range ? intervalOf(range) : addressesNamed(name)];
}

const ofGroup = (id: string): Interval => addressesNamed(`group ${id}`, groupName(id));

/** Addresses of clients that no stack shows. Those of an existing group are in its list of rules. */
function clientAddresses(
  plan: EnvironmentPlan,
  side: Extract<Use["side"], string>,
  rule: Rule,
  clients: StatedClients | undefined,
): Interval[] {
  if (clients === undefined || side === "declared" || isFound(rule.resource))
    return [addressesOfPeer(rule.peer)];
  const entry = clients.entry?.map(addressesOfText);
  if (side === "internet-facing") return entry ?? [ADDRESSES.ipv4];
  return side === "internal" ? (entry ?? vpcRanges(plan)) : clients[side].map(addressesOfText);
}

/** A range, or the id of a security group. */
const addressesOfText = (written: string): Interval => addressesIn(written) ?? ofGroup(written);
