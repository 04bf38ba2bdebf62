import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type InterfaceSet } from "../../infrastructure/network-interfaces";
import { isInternet, Range, rangeOf } from "../../infrastructure/network-ranges";
import { type SgRule, groupRulesOf } from "../../infrastructure/network-rules";

/** Ports of a protocol, first and last included. */
export interface AllowedPorts {
  /** `tcp`, `udp`, `all` or a number of IANA. */
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
}

/** Connections that the security groups of both sides allow. Network ACLs and routes are not considered. */
export function allowedBetween(plan: EnvironmentPlan, from: InterfaceSet, to: InterfaceSet): AllowedPorts[] {
  const egress = rulesFor(plan, from, "egress", to);
  const ingress = rulesFor(plan, to, "ingress", from);
  return widest(egress.flatMap((out) => ingress.flatMap((into) => common(out, into) ?? [])));
}

/** Destinations outside of the environment's networks that an interface set can connect to. */
export const allowedOutside = (
  plan: EnvironmentPlan,
  from: InterfaceSet,
  isDestination: (peer: SgRule["peer"]) => boolean,
): AllowedPorts[] =>
  widest(
    groupRulesOf(plan)
      .all.filter(({ group, direction }) => direction === "egress" && from.groups.includes(group))
      .filter(({ peer }) => isDestination(peer)),
  );

/** Whether a peer is the whole internet. */
export const isWholeInternet = (peer: SgRule["peer"]): boolean => "cidr" in peer && isInternet(peer.cidr);

/** Whether a peer is the prefix list of a service. */
export const isListOf =
  (service: string | undefined) =>
  (peer: SgRule["peer"]): boolean =>
    "prefixList" in peer && peer.prefixList === service;

const rulesFor = (
  plan: EnvironmentPlan,
  { groups }: InterfaceSet,
  direction: SgRule["direction"],
  other: InterfaceSet,
): SgRule[] =>
  groupRulesOf(plan).all.filter(
    (rule) => rule.direction === direction && groups.includes(rule.group) && includes(rule.peer, other),
  );

/** Whether a peer includes at least a part of the interfaces. */
function includes(peer: SgRule["peer"], { groups, subnets }: InterfaceSet): boolean {
  if ("group" in peer) return groups.includes(peer.group);
  if (!("cidr" in peer)) return false;
  const allowed = rangeOf(peer.cidr);
  return allowed !== undefined && subnets.some(({ range }) => range !== undefined && allowed.meets(range));
}

function common(a: AllowedPorts, b: AllowedPorts): AllowedPorts | undefined {
  if (a.protocol === "all") return b;
  if (b.protocol === "all") return a;
  const [from, to] = [Math.max(a.from, b.from), Math.min(a.to, b.to)];
  return a.protocol === b.protocol && from <= to ? { protocol: a.protocol, from, to } : undefined;
}

/** Each port once, in order: ports within others are left out. */
function widest(all: readonly AllowedPorts[]): AllowedPorts[] {
  const kept: AllowedPorts[] = [];
  const sizeDescending = [...all].sort((a, b) => b.to - b.from - (a.to - a.from));
  for (const { protocol, from, to } of sizeDescending) {
    if (!kept.some((wider) => isWithin({ protocol, from, to }, wider))) kept.push({ protocol, from, to });
  }
  return kept.sort((a, b) => a.protocol.localeCompare(b.protocol) || a.from - b.from);
}

const isWithin = (ports: AllowedPorts, wider: AllowedPorts): boolean =>
  wider.protocol === "all" || (wider.protocol === ports.protocol && rangeIn(wider).holds(rangeIn(ports)));

const rangeIn = ({ from, to }: AllowedPorts): Range => new Range(from, to);

/** Ports as text: `TCP 443, 9443`, or `all traffic`. */
export function portsText(allowed: readonly AllowedPorts[]): string {
  if (allowed.some(({ protocol }) => protocol === "all")) return "all traffic";
  const protocols = [...new Set(allowed.map(({ protocol }) => protocol))];
  return protocols
    .map((name) => {
      const own = allowed.filter(({ protocol }) => protocol === name);
      return `${name.toUpperCase()} ${own.map(rangeText).join(", ")}`;
    })
    .join("; ");
}

const rangeText = ({ from, to }: AllowedPorts): string =>
  to === Range.ports.last && from === 0 ? "0-65535" : from === to ? String(from) : `${from}-${to}`;
