import { endpointsOf } from "../../infrastructure/network-endpoints";
import { interfacesOf } from "../../infrastructure/network-interfaces";
import { loadBalancersOf } from "../../infrastructure/network-load-balancers";
import { isFromOutside, openingsOf } from "../../infrastructure/network-openings";
import { isInternet, rangeOf } from "../../infrastructure/network-ranges";
import { blockId, vpcsOf } from "../../infrastructure/network-routes";
import { groupName, groupRulesOf, type SgRule } from "../../infrastructure/network-rules";
import { AddressSpan, Traffic } from "../../infrastructure/network-traffic";
import { type EnvironmentPlan, memoizePerPlan } from "../../terraform/environment-plan";
import { at, type Check, type CheckContext, type Finding, ruleOf } from "../check";
import { allowedBy, neededBy } from "./rule-traffic";
import { type RuleUse, usesOfRules } from "./usage";
import { databasesOf } from "../../infrastructure/network-databases";
import TEXTS from "./texts.json";

export const ruleUnused: Check = {
  ...ruleOf(TEXTS, "rule-unused"),
  findsExcess: true,
  run: (plan, { statedOf }) => {
    const uses = usesOfRules(plan);
    const former = [...statedOf(plan.name).models.values()].flatMap(({ formerPorts }) => formerPorts);
    const paths = new Set([...uses.keys()].map(pathOf));
    // pods that a rollout replaces are not in the stacks: they listen on a former port, behind the
    // rules of the present one
    const isFormer = (rule: SgRule): boolean =>
      rule.from === rule.to && former.includes(rule.from) && paths.has(pathOf(rule));
    return groupRulesOf(plan)
      .all.filter((rule) => !rule.implied && !uses.has(rule) && !opensToInternet(plan, rule))
      .filter((rule) => !isFormer(rule) && !isOfOwner(plan, rule))
      .map((rule) => ({
        ...at(rule.resource),
        message: `no connection needs ${rule.direction} ${rule.direction === "ingress" ? "from" : "to"} ${peerName(rule.peer)} on ${portsName(rule)} in ${groupName(rule.group)}`,
      }));
  },
};

/** A rule without its ports. */
const pathOf = ({ group, direction, peer, protocol }: SgRule): string =>
  JSON.stringify([group, direction, peer, protocol]);

export const ruleTooWide: Check = {
  ...ruleOf(TEXTS, "rule-too-wide"),
  findsExcess: true,
  run: (plan, context) =>
    [...usesOfRules(plan)].flatMap(([rule, uses]) =>
      rule.implied || opensToInternet(plan, rule) ? [] : surplusOf(plan, rule, uses, context),
    ),
};

/** Traffic that a rule allows beyond the connections that use it. */
function surplusOf(
  plan: EnvironmentPlan,
  rule: SgRule,
  uses: readonly RuleUse[],
  { statedOf }: CheckContext,
): Finding[] {
  const { clients, openingKeys } = statedOf(plan.name);
  const needed = Traffic.union(uses.map((use) => neededBy(plan, use, rule, clients)));
  if (allowedBy(rule).isWithin(needed)) return [];
  const ofPeer = "group" in rule.peer ? needed.common(allowedBy(rule)) : needed;
  const word = rule.direction === "ingress" ? "from" : "to";
  const wanted = ofPeer.isEmpty ? "none of it" : `only ${ofPeer.text(word)}`;
  const message = `the rule allows ${portsName(rule)} ${word} ${peerName(rule.peer)}, but connections need ${wanted}`;
  const isRequired = openingKeys?.has(VPC_KEY) === true && isVpcToEndpoints(plan, rule, uses);
  return [{ ...at(rule.resource), message, ...(isRequired ? { requestedBy: VPC_KEY } : {}) }];
}

const VPC_KEY = "network.endpoints.admitVpcCidr";

/** Whether a rule is one that `admitVpcCidr` makes: a range of the VPC to the endpoints, on one port. */
function isVpcToEndpoints(plan: EnvironmentPlan, rule: SgRule, uses: readonly RuleUse[]): boolean {
  const { peer, group, direction, from, to, protocol } = rule;
  const isEndpoints = endpointsOf(plan).some(({ groups }) => groups.includes(group));
  const isPort = protocol === "tcp" && from === to && uses.some(({ port }) => port === from);
  const range = "cidr" in peer ? rangeOf(peer.cidr) : undefined;
  const isVpc = range && vpcsOf(plan).ranges.some((each) => each.holds(range) && range.holds(each));
  return direction === "ingress" && isEndpoints && isPort && isVpc === true;
}

export const internetIngress: Check = {
  ...ruleOf(TEXTS, "internet-ingress"),
  findsExcess: true,
  run: (plan) =>
    groupRulesOf(plan)
      .all.filter((rule) => opensToInternet(plan, rule))
      .map(({ resource, group, peer }) => ({
        ...at(resource),
        message: `${groupName(group)} allows ${peerName(peer)} on ports without a listener of an internet-facing load balancer`,
      })),
};

function opensToInternet(
  plan: EnvironmentPlan,
  { direction, peer, group, protocol, from, to }: SgRule,
): boolean {
  if (direction === "egress" || !("cidr" in peer) || !isInternet(peer.cidr)) return false;
  const isOnePort = protocol === "tcp" && from === to;
  return !isOnePort || !publicListeners(plan).has(`${group} ${from}`);
}

/** Groups and ports of load balancers that are internet-facing or, if they are existing ones, of unknown scheme. */
const publicListeners = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlySet<string> =>
    new Set(
      openingsOf(plan)
        .listeners.filter(({ interfaces }) => interfaces.internetFacing !== false)
        .flatMap(({ interfaces, port }) => interfaces.groups.map((group) => `${group} ${port}`)),
    ),
);

/** Groups on interfaces of the platform. A database without clients among the pods is that of an owner. */
const platformGroups = memoizePerPlan((plan: EnvironmentPlan): ReadonlySet<string> => {
  const interfaceSets = [
    ...interfacesOf(plan).workloads,
    ...interfacesOf(plan).controlPlanes,
    ...loadBalancersOf(plan),
    ...endpointsOf(plan),
    ...interfacesOf(plan).inboundResolvers,
    ...databasesOf(plan).filter(({ clients }) => clients.length > 0),
  ];
  const defaults = plan.resources("aws_default_security_group").map(blockId);
  return new Set([...defaults, ...interfaceSets.flatMap(({ groups }) => groups)]);
});

/**
 * Whether a rule is of groups that an existing endpoint has for all its callers, or for other interfaces than those of the
 * platform, which no stack shows: between members of their
 * groups, for one port, or from the platform to one port that such a group admits.
 */
function isOfOwner(plan: EnvironmentPlan, rule: SgRule): boolean {
  const { group, direction, peer } = rule;
  const platform = platformGroups(plan);
  if (rule.resource.address.startsWith("data.aws_security_groups.")) return true;
  if (isFromOutside(plan, { group })) return false;
  if (!platform.has(group))
    return "group" in peer || (isOnePort(rule) && !("cidr" in peer && isInternet(peer.cidr)));
  if (direction === "ingress" || !("group" in peer) || !isOnePort(rule)) return false;
  if (platform.has(peer.group) || isFromOutside(plan, peer)) return false;
  return groupRulesOf(plan)
    .admitting([peer.group], "ingress", rule.protocol, rule.from)
    .some((other) => "group" in other.peer && other.peer.group === group);
}

const isOnePort = ({ protocol, from, to }: SgRule): boolean => protocol !== "all" && from === to;

function peerName(peer: SgRule["peer"]): string {
  if ("group" in peer) return groupName(peer.group);
  return "cidr" in peer ? peer.cidr : AddressSpan.ofList(peer.prefixList).text;
}

const portsName = (rule: SgRule): string => allowedBy(rule).ports;
