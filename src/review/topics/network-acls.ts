import { type Acl, aclBySubnet, allowedByEntries } from "../../checks/acls";
import { groupBy } from "../../infrastructure/blocks";
import { type Direction, HIGHEST_PORT } from "../../infrastructure/rules";
import { EVERY_IPV4, EVERY_IPV6, S3 } from "../../infrastructure/addresses";
import { isEmpty, partsOutside } from "../../infrastructure/boxes";
import { type Traffic, trafficOf, trafficText } from "../../infrastructure/traffic";
import { type Subnet, subnetsOf } from "../../infrastructure/subnets";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type OtherChange, type ResourceChange } from "../change";
import { type Edit } from "../comparison/edit";
import { say } from "../stages/phrase";
import { firstAndMore } from "./names";
import { type Change, type Topic, type TopicLine } from "./topic";

/** The packets that the network ACL of each subnet lets through. The same packets by other rules are no change. */
export const networkAcls: Topic = {
  title: "Network ACLs",
  lines: (change) => {
    const found = subnetsOnBothSides(change).flatMap(([was, is]) =>
      (["ingress", "egress"] as const).flatMap((direction) => differencesOf(change, was, is, direction)),
    );
    const alike = groupBy(found, ({ kind, direction, text }) => `${kind} ${direction} ${text}`);
    return [...alike.values()].flatMap(lineOf);
  },
  judges: (changed, edit) => ACL.test(changed.address) && isUnderstood(changed, edit),
};

const ACL = /^aws_(network_acl|network_acl_rule|network_acl_association|default_network_acl)\./;

/** Types of ICMP are not compared. */
function isUnderstood(changed: ResourceChange | OtherChange, edit?: Edit): boolean {
  if (edit) return !/icmp/.test(edit.argument);
  const configs = "action" in changed ? [changed.before, changed.after] : [];
  return !/icmp_(type|code)/.test(JSON.stringify(configs));
}

interface Found {
  readonly kind: "unfiltered" | "opened" | "closed";
  readonly direction: Direction;
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

const EVERYTHING: Traffic = trafficOf([EVERY_IPV4, EVERY_IPV6, S3], "all", 0, HIGHEST_PORT);

/** The default ACL of a VPC, if no block changes it, lets everything through. */
function admittedBy(acl: Acl | undefined, direction: Direction): Traffic {
  if (!acl) return EVERYTHING;
  return [...allowedByEntries(acl)].flatMap(([entry, traffic]) =>
    entry.direction === direction ? traffic : [],
  );
}

const aclIn = (plan: EnvironmentPlan, { id }: Subnet): Acl | undefined => aclBySubnet(plan).get(id);

function differencesOf({ before, after }: Change, was: Subnet, is: Subnet, direction: Direction): Found[] {
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
    isEmpty(traffic) ? [] : [{ kind, direction, text: trafficText(traffic, word), subnet: is, acl }];
  return [...found("opened", partsOutside(now, old)), ...found("closed", partsOutside(old, now))];
}

/** More than before is attention. Less is more protection: the checks find needed packets that are dropped. */
function lineOf(alike: readonly Found[]): TopicLine[] {
  const [first] = alike;
  if (!first) return [];
  const { kind, direction, text, acl } = first;
  const { layer, address } = acl.resource;
  const subnets = firstAndMore(alike.map(({ subnet }) => subnet.resource.address));
  if (kind === "unfiltered")
    return [
      {
        level: "attention",
        harm: "less protection",
        layer,
        address,
        text: say`network ACL ${address} no longer filters the packets of ${subnets}: the default network ACL of the VPC lets everything through`,
      },
    ];
  return [
    {
      ...(kind === "opened" ? { level: "attention", harm: "less protection" } : { level: "info" }),
      layer,
      address,
      text: say`network ACL ${address} ${[kind === "opened" ? "lets more through" : "drops more"]}, ${[direction]} of ${subnets}: ${text}`,
    },
  ];
}
