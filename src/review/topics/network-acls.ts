import { type Acl, aclBySubnet, allowedByEntries } from "../../checks/acls";
import { type Rule } from "../../infrastructure/network-rules";
import { Addresses, Traffic } from "../../infrastructure/network-traffic";
import { type Subnet, subnetsOf } from "../../infrastructure/network-routes";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { firstAndMore, say } from "../stages/phrase";
import { attention, type Change, info, resultsByKey, type Topic, type TopicLine } from "./topic";

/** The packets that the network ACL of each subnet lets through. The same packets by other rules are no change. */
export const networkAcls: Topic = {
  title: "Network ACLs",
  lines: (change) => {
    const found = subnetsOnBothSides(change).flatMap(([was, is]) =>
      (["ingress", "egress"] as const).flatMap((direction) => differencesOf(change, was, is, direction)),
    );
    return resultsByKey(found, ({ kind, direction, text }) => `${kind} ${direction} ${text}`, lineOf);
  },
  // types of ICMP are not compared
  judgesBlock: ({ type, before, after }) =>
    ACL.test(type) && !/icmp_(type|code)/.test(JSON.stringify([before, after])),
  judgesEdit: ({ type }, { argument }) => ACL.test(type) && !/icmp/.test(argument),
};

const ACL = /^aws_(network_acl|network_acl_rule|network_acl_association|default_network_acl)$/;

interface Found {
  readonly kind: "unfiltered" | "opened" | "closed";
  readonly direction: Rule["direction"];
  readonly text: string;
  readonly subnet: Subnet;
  /** The ACL that the line is at. */
  readonly acl: Acl;
}

function subnetsOnBothSides({ before, after }: Change): (readonly [was: Subnet, is: Subnet])[] {
  const now = [...subnetsOf(after).values()];
  return [...subnetsOf(before).values()].flatMap((was) =>
    now.filter(({ id }) => id === was.id).map((is) => [was, is] as const),
  );
}

const EVERYTHING = Traffic.of([Addresses.ipv4, Addresses.ipv6, Addresses.s3], "all");

/** The default ACL of a VPC, if no block changes it, lets everything through. */
function admittedBy(acl: Acl | undefined, direction: Rule["direction"]): Traffic {
  if (!acl) return EVERYTHING;
  const entries = [...allowedByEntries(acl)].filter(([entry]) => entry.direction === direction);
  return Traffic.union(entries.map(([, traffic]) => traffic));
}

const aclIn = (plan: EnvironmentPlan, { id }: Subnet): Acl | undefined => aclBySubnet(plan).get(id);

function differencesOf(
  { before, after }: Change,
  was: Subnet,
  is: Subnet,
  direction: Rule["direction"],
): Found[] {
  const [oldAcl, newAcl] = [aclIn(before, was), aclIn(after, is)];
  const acl = newAcl ?? oldAcl;
  if (!acl) return [];
  const [old, now] = [admittedBy(oldAcl, direction), admittedBy(newAcl, direction)];
  if (!newAcl)
    return direction === "ingress"
      ? [{ kind: "unfiltered", direction, text: acl.resource.address, subnet: was, acl }]
      : [];
  const word = direction === "ingress" ? "from" : "to";
  const found = (kind: "opened" | "closed", traffic: Traffic): Found[] =>
    traffic.isEmpty ? [] : [{ kind, direction, text: traffic.text(word), subnet: is, acl }];
  return [...found("opened", now.partsOutside(old)), ...found("closed", old.partsOutside(now))];
}

/** More than before is attention. Less is more protection: the checks find needed packets that are dropped. */
function lineOf({ kind, direction, text, acl: { resource } }: Found, alike: readonly Found[]): TopicLine {
  const { address } = resource;
  const subnets = firstAndMore(alike.map(({ subnet }) => subnet.resource.address));
  const harm = "less protection";
  if (kind === "unfiltered") {
    const ends = say`network ACL ${address} no longer filters the packets of ${subnets}: the default network ACL of the VPC lets everything through`;
    return attention(resource, ends, { harm });
  }
  const effect = kind === "opened" ? "lets more through" : "drops more";
  const sentence = say`network ACL ${address} ${[effect]}, ${[direction]} of ${subnets}: ${text}`;
  return kind === "opened" ? attention(resource, sentence, { harm }) : info(resource, sentence);
}
