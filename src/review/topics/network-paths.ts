import { flowsOf } from "../../checks/flows";
import { GATEWAYS } from "../../evidence/endpoint-names";
import { endpointsOf } from "../../infrastructure/network-endpoints";
import { loadBalancersOf } from "../../infrastructure/network-load-balancers";
import { type InterfaceSet, interfacesOf } from "../../infrastructure/network-interfaces";
import { isFromOutside } from "../../infrastructure/network-openings";
import { isInternet, Range, rangeOf } from "../../infrastructure/network-ranges";
import { groupName, type SgRule, groupRulesOf } from "../../infrastructure/network-rules";
import { AddressSpan, Traffic } from "../../infrastructure/network-traffic";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { type ResourceChange } from "../change";
import { type Phrase, plain, say } from "../stages/phrase";
import { isHeld } from "./holders";
import { sentencesOf } from "./named";
import { judgesOfRows } from "./rows";
import { type Change, existenceIn, isAt, type Topic, type TopicLine, wasAt } from "./topic";
import { groupBy } from "../../base/group-by";
import { text } from "../../terraform/stack-json";

const { line } = sentencesOf("Network paths");
type SentenceName = Parameters<typeof line>[0];

/** A connection that rules of security groups allow. */
interface Path {
  readonly resource: PlannedResource;
  readonly from: Phrase;
  readonly to: Phrase;
  readonly ports: string;
  /** Both ends: two groups, or a group and the direction to addresses. Traffic is compared between the same ends. */
  readonly ends: string;
  readonly traffic: Traffic;
  /** Groups at both ends. A group of addresses has none. */
  readonly groups: readonly [from: string | undefined, to: string | undefined];
  readonly peer: SgRule["peer"];
}

/** Connections that security groups allow, compared as sets: the same traffic by other rules is no change. */
export const networkPaths: Topic = {
  title: "Network paths",
  lines: (change) => {
    const { wasThere, isThere } = existenceIn(change);
    const [was, is] = [pathsOf(change.before, wasThere), pathsOf(change.after, isThere)];
    return [
      ...onlyIn(is, was).map((path) => lineOf(openedBy(change, path), path)),
      ...onlyIn(was, is).map((path) => lineOf(closedBy(change, path), path)),
      ...ruleTwiceLines(change),
    ];
  },
  ...judgesOfRows("Network paths", {
    when: { compared: ({ resource, change }) => isCompared(resource, change) },
  }),
};

/** Ports that only an apply knows are compared as none, and two ranges of that kind as the same one. Types of ICMP are not compared. */
function isCompared(changed: ResourceChange, { before, after }: Change): boolean {
  const was = groupRulesOf(before).all.filter(({ resource }) => wasAt(changed)(resource));
  const is = groupRulesOf(after).all.filter(({ resource }) => isAt(changed)(resource));
  const hasUnknownRange = (rules: readonly SgRule[]): boolean =>
    rules.some(({ peer }) => "cidr" in peer && peer.cidr === "");
  return (
    [...was, ...is].every((rule) => rule.from <= rule.to) && !(hasUnknownRange(was) && hasUnknownRange(is))
  );
}

/** The part of each path that the other side does not allow, each once. */
function onlyIn(paths: readonly Path[], others: readonly Path[]): Path[] {
  const allowed = groupBy(others, ({ ends }) => ends);
  const only = paths
    .map((path): Path => {
      const known = Traffic.union((allowed.get(path.ends) ?? []).map((each) => each.traffic));
      return { ...path, traffic: path.traffic.minus(known) };
    })
    .filter(({ traffic }) => !traffic.isEmpty);
  return [
    ...new Map(only.map((path) => [`${plain(path.from)} ${plain(path.to)} ${path.ports}`, path])).values(),
  ];
}

function lineOf(name: SentenceName, { resource, from, to, ports, peer }: Path): TopicLine {
  const end = name.startsWith("opened") && isWide(peer) ? " (the internet)" : "";
  return line(name, resource, { path: say`${from} → ${to}, ${ports}${[end]}, by ${resource.address}` });
}

/** A connection that begins, ranked by who gets it; between groups of the stacks, nobody else does. */
function openedBy({ after }: Change, { peer, groups }: Path): SentenceName {
  const isOfOthers = isWide(peer) || "prefixList" in peer || isFromOutside(after, peer);
  if (!isOfOthers || groups.every((group) => group !== undefined)) return "opened";
  return isWide(peer) && groups[1] !== undefined ? "opened to everyone" : "opened to others";
}

/** A connection that ends: an outage if something needs it, or if its other side is named: no stack shows whether it is used. */
function closedBy({ before, after }: Change, path: Path): SentenceName {
  if (isNeeded(after, path)) return "closed and needed";
  if (hasNoEnd(after, path)) return "closed and unused";
  const [from, to] = path.groups;
  const isNamed = isFromOutside(before, path.peer) || (from === undefined && "prefixList" in path.peer);
  if ((from !== undefined && to !== undefined) || !isNamed) return "closed";
  return from === undefined ? "closed for callers" : "closed for called";
}

/** Whether no interface that the stacks know has one of the groups any more: what used the connection is gone, and has its own line. */
function hasNoEnd(plan: EnvironmentPlan, { groups }: Path): boolean {
  const carried = new Set(carriersOf(plan).flatMap((carrier) => carrier.groups));
  return groups.some(
    (group) =>
      group !== undefined && group.includes("/aws_") && !carried.has(group) && !isHeld(plan, group, RULES),
  );
}

/** Blocks that name a group, and are no interfaces of it. */
const RULES = /^aws_(vpc_security_group_(in|e)gress_rule|security_group(_rule)?)$/;

/** Whether something that runs after the change needs a connection between two groups. */
function isNeeded(plan: EnvironmentPlan, { groups: [from, to], traffic }: Path): boolean {
  if (from === undefined || to === undefined) return false;
  return flowsOf(plan).some((flow) => {
    if ("outside" in flow.to || !flow.from.groups.includes(from) || !flow.to.groups.includes(to))
      return false;
    const ports = flow.port === "all" ? Range.ports : new Range(flow.port, flow.port);
    return !traffic.common(Traffic.of([BETWEEN], flow.protocol, ports)).isEmpty;
  });
}

/** Between two groups, both must allow a connection; for addresses, the one group must. */
function pathsOf(plan: EnvironmentPlan, exists: (resource: PlannedResource) => boolean): Path[] {
  const rules = groupRulesOf(plan).all.filter(({ implied, resource }) => !implied && exists(resource));
  const named = groupTitles(plan);
  const known = new Set(rules.map(({ group }) => group));
  // Rules of a group in another network are not in the stacks.
  const isOutside = (group: string) => !group.includes("/aws_") && !known.has(group);
  const leaving = groupBy(
    rules.filter(({ direction }) => direction === "egress"),
    ({ group }) => group,
  );
  return rules.flatMap((rule): Path[] => {
    const { peer, resource, direction, group } = rule;
    const own = named(group);
    const key = keyIn(plan, rule);
    const ends = { resource, peer, ports: portsName(rule) };
    const traffic = (): Traffic =>
      Traffic.of([addressesOf(peer)], rule.protocol, new Range(rule.from, rule.to));
    if (direction === "egress") {
      if ("group" in peer) return [];
      const to = peerTitle(peer);
      return [{ ...ends, from: own, to, ends: `${key} >`, traffic: traffic(), groups: [group, undefined] }];
    }
    if (!("group" in peer) || isOutside(peer.group)) {
      const from = peerTitle(peer);
      return [{ ...ends, from, to: own, ends: `> ${key}`, traffic: traffic(), groups: [undefined, group] }];
    }
    const from = named(peer.group);
    return (leaving.get(peer.group) ?? []).flatMap((out): Path[] => {
      const ports = leadsTo(plan, out, group) ? overlap(rule, out) : undefined;
      if (!ports) return [];
      return [
        {
          ...ends,
          from,
          to: own,
          ports: portsName(ports),
          ends: `${keyIn(plan, out)} > ${key}`,
          traffic: Traffic.of([BETWEEN], ports.protocol, new Range(ports.from, ports.to)),
          groups: [peer.group, group],
        },
      ];
    });
  });
}

/**
 * The group of a rule by its name, so that a move changes nothing. A group that no stack shows is known by nothing but the text of
 * the rule: another text can be another group.
 */
function keyIn(plan: EnvironmentPlan, { group, peer, resource }: SgRule): string {
  if (group === "" || ("group" in peer && peer.group === "")) return JSON.stringify(resource.config);
  return nameOfId(plan, group);
}

const nameOfId = (plan: EnvironmentPlan, id: string): string => {
  const resource = plan.all.find(({ layer, address }) => `${layer}/${address}` === id);
  return (resource && text(resource.config["name"])) ?? groupName(id);
};

/** In place of the addresses between two groups, which only they limit. */
const BETWEEN = AddressSpan.named("members");

function addressesOf(peer: SgRule["peer"]) {
  if ("group" in peer) return AddressSpan.named(`group ${peer.group}`);
  if ("prefixList" in peer) return AddressSpan.ofList(peer.prefixList);
  return AddressSpan.of(peer.cidr === "" ? "a range known after apply" : peer.cidr);
}

/** Whether a rule for leaving traffic leads to interfaces of a group: by the group, or by a range of their subnets. */
function leadsTo(plan: EnvironmentPlan, { peer }: SgRule, group: string): boolean {
  if ("group" in peer) return peer.group === group;
  if (!("cidr" in peer)) return false;
  const range = rangeOf(peer.cidr);
  const subnets = carriersOf(plan)
    .filter(({ groups }) => groups.includes(group))
    .flatMap((carrier) => carrier.subnets);
  if (range === undefined || subnets.length === 0) return isInternet(peer.cidr);
  return subnets.some((subnet) => subnet.range === undefined || range.meets(subnet.range));
}

/** The ports that both the rule of the target and that of the caller allow. */
function overlap(into: SgRule, out: SgRule): Pick<SgRule, "protocol" | "from" | "to"> | undefined {
  if (into.protocol === "all") return out;
  if (out.protocol === "all") return into;
  const [from, to] = [Math.max(into.from, out.from), Math.min(into.to, out.to)];
  return into.protocol === out.protocol && from <= to ? { protocol: into.protocol, from, to } : undefined;
}

function portsName({ protocol, from, to }: Pick<SgRule, "protocol" | "from" | "to">): string {
  if (protocol === "all" || (from === 0 && to === Range.ports.last))
    return protocol === "all" ? "all ports" : `all ${protocol.toUpperCase()} ports`;
  return `${protocol.toUpperCase()} ${new Range(from, to).name}`;
}

const isWide = (peer: SgRule["peer"]): boolean => "cidr" in peer && isInternet(peer.cidr);

function peerTitle(peer: SgRule["peer"]): Phrase {
  if ("cidr" in peer) return say`${peer.cidr === "" ? "a range known after apply" : peer.cidr}`;
  if ("group" in peer) return say`${groupName(peer.group)}`;
  const title = GATEWAYS[peer.prefixList];
  return title === undefined ? say`prefix list ${peer.prefixList}` : [title];
}

interface Carrier extends Pick<InterfaceSet, "groups" | "subnets"> {
  readonly who: string;
}

/** Interfaces with groups, by what has them. */
function carriersOf(plan: EnvironmentPlan): Carrier[] {
  const fargate = interfacesOf(plan).fargate;
  const having = (who: string, sets: readonly InterfaceSet[]): Carrier[] =>
    sets.map(({ groups, subnets }) => ({ who, groups, subnets }));
  return [
    ...having("nodes", interfacesOf(plan).nodes),
    ...having("Fargate pods", fargate ? [fargate] : []),
    ...having("the control plane", interfacesOf(plan).controlPlanes),
    ...having("load balancers", loadBalancersOf(plan)),
    ...having("endpoints", endpointsOf(plan)),
  ];
}

/** Titles of groups: the interfaces that have the group, and its name, which is independent of the address. */
function groupTitles(plan: EnvironmentPlan): (id: string) => Phrase {
  const carriers = carriersOf(plan);
  const known = new Map<string, Phrase>();
  return (id) => {
    const title = known.get(id) ?? titleOf(id);
    known.set(id, title);
    return title;
  };

  function titleOf(id: string): Phrase {
    const name = nameOfId(plan, id);
    const who = [...new Set(carriers.flatMap((each) => (each.groups.includes(id) ? [each.who] : [])))];
    return who.length === 0 ? say`${name}` : say`${[who.join(" and ")]} (${name})`;
  }
}

/**
 * A rule that another block makes again: AWS refuses a rule that exists, and has one rule for both blocks. Terraform does not
 * know that they are the same, so the deletion of the old block can follow the creation of the new one.
 *
 * Source: Amazon EC2 API reference, AuthorizeSecurityGroupIngress, InvalidPermission.Duplicate (unconfirmed).
 */
function ruleTwiceLines(change: Change): TopicLine[] {
  const { wasThere, isThere } = existenceIn(change);
  const gone = new Map(
    groupRulesOf(change.before)
      .all.filter(({ resource }) => wasThere(resource) && !isThere(resource))
      .map((rule) => [sameRule(rule), rule]),
  );
  return groupRulesOf(change.after).all.flatMap((rule) => {
    const old = wasThere(rule.resource) ? undefined : gone.get(sameRule(rule));
    if (!old || rule.implied) return [];
    return line("again", rule.resource, { old: old.resource.address });
  });
}

const sameRule = ({ group, direction, peer, protocol, from, to }: SgRule): string =>
  JSON.stringify([group, direction, peer, protocol, from, to]);
