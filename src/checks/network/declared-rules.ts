import { type EnvironmentPlan, memoizePerPlan } from "../../terraform/environment-plan";
import { block, text } from "../../terraform/stack-json";
import { endpointsOf } from "../../infrastructure/network-endpoints";
import { loadBalancersOf } from "../../infrastructure/network-load-balancers";
import { type InterfaceSet, interfacesOf } from "../../infrastructure/network-interfaces";
import { rangeOf } from "../../infrastructure/network-ranges";
import { type SgRule, groupRulesOf } from "../../infrastructure/network-rules";
import { type Flow, tcpFlow } from "../../infrastructure/network-needs";
import { isFromOutside, type Opening } from "../../infrastructure/network-openings";

/** Key of the file that asks for a rule, as the tag `RequestedBy` names it. */
const KEY = "network.extraRules";

/** Rules that the file asks for: no component of the stacks shows who uses them. */
const declaredRulesOf = memoizePerPlan((plan: EnvironmentPlan): readonly SgRule[] =>
  groupRulesOf(plan).all.filter(
    ({ implied, resource }) => !implied && text(block(resource.config["tags"])["RequestedBy"]) === KEY,
  ),
);

/** Sets of interfaces with a security group. */
const carriersOf = (plan: EnvironmentPlan, group: string): InterfaceSet[] =>
  [
    ...interfacesOf(plan).nodes,
    ...interfacesOf(plan).controlPlanes,
    ...loadBalancersOf(plan),
    ...endpointsOf(plan),
  ].filter(({ groups }) => groups.includes(group));

/** Connections that the rules of a side open: to a range, or to interfaces of the environment. */
const declaredFlowsOf = (plan: EnvironmentPlan): Flow[] =>
  declaredRulesOf(plan).flatMap((rule) => {
    const own = carriersOf(plan, rule.group);
    const { peer, direction, from: port } = rule;
    if ("cidr" in peer) {
      const range = rangeOf(peer.cidr);
      const to: Flow["to"] = { name: peer.cidr, outside: "range", ...(range ? { range } : {}) };
      return direction === "egress" ? own.map((from) => tcpFlow("extra-rules", from, to, port, [KEY])) : [];
    }
    if (!("group" in peer) || isFromOutside(plan, peer)) return [];
    const others = carriersOf(plan, peer.group);
    const [sources, targets] = direction === "egress" ? [own, others] : [others, own];
    return sources.flatMap((from) => targets.map((to) => tcpFlow("extra-rules", from, to, port, [KEY])));
  });

/** Ports for clients that only these rules identify. */
const declaredOpeningsOf = (plan: EnvironmentPlan): Opening[] =>
  declaredRulesOf(plan)
    .filter(
      ({ direction, peer }) => direction === "ingress" && !("group" in peer && !isFromOutside(plan, peer)),
    )
    .flatMap((rule) =>
      carriersOf(plan, rule.group).map((interfaces) => ({ interfaces, port: rule.from, rules: [rule] })),
    );

/** Whether no stack knows the other side of a rule: a prefix list, or a group of another network. */
export const isOpaque = (plan: EnvironmentPlan, { peer }: SgRule): boolean =>
  "prefixList" in peer || ("group" in peer && isFromOutside(plan, peer));

/** The rules that the file asks for, with what they open. */
export const extraRulesOf = memoizePerPlan((plan: EnvironmentPlan) => ({
  rules: declaredRulesOf(plan),
  flows: declaredFlowsOf(plan),
  openings: declaredOpeningsOf(plan),
}));
