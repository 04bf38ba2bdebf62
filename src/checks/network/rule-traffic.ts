import { EVERY_IPV4, S3, addressesIn, addressesNamed, addressesOfList } from "../../infrastructure/addresses";
import { type Interval, intervalOf } from "../../infrastructure/boxes";
import { type Traffic, trafficOf } from "../../infrastructure/traffic";
import { type Peer, HIGHEST_PORT, type Rule, groupName } from "../../infrastructure/rules";
import { vpcRangesOf } from "../../infrastructure/vpcs";
import { type StatedClients } from "../../infrastructure/clients";
import { type EnvironmentPlan, isFound } from "../../terraform/environment-plan";
import { type Use } from "./usage";

/** Traffic that a rule allows. The addresses of a group and of a prefix list of AWS have its name. */
export const allowedBy = ({ peer, protocol, from, to }: Rule): Traffic =>
  trafficOf([addressesOfPeer(peer)], protocol, from, to);

function addressesOfPeer(peer: Peer): Interval {
  if ("group" in peer) return ofGroup(peer.group);
  if ("prefixList" in peer) return addressesOfList(peer.prefixList);
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
  if (side.outside === "s3") return [S3];
  if (side.outside === "internet") return [EVERY_IPV4, S3];
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
  if (side === "internet-facing") return entry ?? [EVERY_IPV4];
  return side === "internal" ? (entry ?? vpcRanges(plan)) : clients[side].map(addressesOfText);
}

/** A range, or the id of a security group. */
const addressesOfText = (written: string): Interval => addressesIn(written) ?? ofGroup(written);
