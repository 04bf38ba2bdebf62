import { type Acl, aclBySubnet, allowedByEntries } from "../../checks/acls";
import { type SgRule } from "../../infrastructure/network-rules";
import { AddressSpan, Traffic } from "../../infrastructure/network-traffic";
import { type Subnet, subnetsOf } from "../../infrastructure/network-routes";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { firstAndMore } from "../stages/phrase";
import { judgesOfRows } from "./rows";
import { sentencesOf } from "./named";
import { type Change, resultsByKey, type Topic, type TopicLine } from "./topic";

/** The packets that the network ACL of each subnet lets through. The same packets by other rules are no change. */
export const networkAcls: Topic = {
  title: "Network ACLs",
  lines: (change) => {
    const found = subnetsOnBothSides(change).flatMap(([was, is]) =>
      (["ingress", "egress"] as const).flatMap((direction) => differencesOf(change, was, is, direction)),
    );
    return resultsByKey(found, ({ kind, direction, text }) => `${kind} ${direction} ${text}`, lineOf);
  },
  ...judgesOfRows("Network ACLs"),
};

interface Found {
  readonly kind: "unfiltered" | "opened" | "closed";
  readonly direction: SgRule["direction"];
  readonly text: string;
  readonly subnet: Subnet;
  /** The ACL that the line is at. */
  readonly acl: Acl;
}

const subnetsOnBothSides = ({ before, after }: Change): (readonly [was: Subnet, is: Subnet])[] =>
  [...subnetsOf(before).values()].flatMap((was) => {
    const is = subnetsOf(after).get(was.id);
    return is ? [[was, is] as const] : [];
  });

const EVERYTHING = Traffic.of([AddressSpan.ipv4, AddressSpan.ipv6, ...AddressSpan.gateways], "all");

/** The default ACL of a VPC, if no block changes it, lets everything through. */
function admittedBy(acl: Acl | undefined, direction: SgRule["direction"]): Traffic {
  if (!acl) return EVERYTHING;
  const entries = [...allowedByEntries(acl)].filter(([entry]) => entry.direction === direction);
  return Traffic.union(entries.map(([, traffic]) => traffic));
}

const aclIn = (plan: EnvironmentPlan, { id }: Subnet): Acl | undefined => aclBySubnet(plan).get(id);

function differencesOf(
  { before, after }: Change,
  was: Subnet,
  is: Subnet,
  direction: SgRule["direction"],
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
function lineOf({ kind, direction, text, acl: { resource } }: Found, equal: readonly Found[]): TopicLine {
  const subnets = firstAndMore(equal.map(({ subnet }) => subnet.resource.address));
  return sentencesOf("Network ACLs").line(kind, resource, { subnets, direction: [direction], traffic: text });
}
