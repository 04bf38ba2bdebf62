import { CLUSTER_PORTS } from "../facts/cluster-ports";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { block, text } from "../terraform/stack-json";
import { groupBy } from "../base/group-by";
import { memoizePerPlan } from "../terraform/environment-plan";
import { attachedRangesOf, endpointUserOf } from "./endpoint-users";
import { endpointsOf } from "./network-endpoints";
import { type LoadBalancer, loadBalancersOf } from "./network-load-balancers";
import { inboundResolversOf, type InterfaceSet, interfacesOf } from "./network-interfaces";
import { isInternet, rangeOf } from "./network-ranges";
import { type Rule, rulesOf } from "./network-rules";
import { vpcRangesOf } from "./network-routes";
import { type Flow, type Outside, tcpFlow } from "./network-needs";

/** A port for clients outside the plan; only the rules identify these clients. */
export interface Opening<P extends InterfaceSet = InterfaceSet> {
  readonly interfaces: P;
  /** @default tcp */
  readonly protocol?: "tcp" | "udp";
  readonly port: number;
  /** Rules that allow clients. */
  readonly rules: readonly Rule[];
}

/** Listeners of load balancers, with the rules that allow their clients. */
const listenersOf = memoizePerPlan((plan: EnvironmentPlan): readonly Opening<LoadBalancer>[] =>
  loadBalancersOf(plan).flatMap((interfaces) =>
    interfaces.listeners.map((port) => ({
      interfaces,
      port,
      rules: rulesOf(plan)
        .admitting(interfaces.groups, "ingress", "tcp", port)
        .filter(({ peer }) => !("cidr" in peer) || canBeClient(peer.cidr, interfaces)),
    })),
  ),
);

/**
 * Whether a range can contain clients: the internet does not reach an internal load balancer, and a private range
 * does not reach public addresses.
 */
function canBeClient(cidr: string, { internetFacing }: LoadBalancer): boolean {
  if (!rangeOf(cidr)) return false;
  if (internetFacing === undefined) return true;
  return internetFacing ? !(rangeOf(cidr)?.isPrivate ?? false) : !isInternet(cidr);
}

/** The Kubernetes API, with the rules that allow clients other than the cluster's nodes and pods. */
const apiOpeningsOf = memoizePerPlan((plan: EnvironmentPlan): readonly Opening[] => {
  const ownGroups = new Set(
    [...interfacesOf(plan).workloads, ...interfacesOf(plan).controlPlanes].flatMap(({ groups }) => groups),
  );
  return interfacesOf(plan).controlPlanes.map((interfaces) => ({
    interfaces,
    port: CLUSTER_PORTS.api,
    rules: rulesOf(plan)
      .admitting(interfaces.groups, "ingress", "tcp", CLUSTER_PORTS.api)
      .filter(({ peer }) =>
        "cidr" in peer
          ? rangeOf(peer.cidr) !== undefined && !isInternet(peer.cidr)
          : "group" in peer && !ownGroups.has(peer.group),
      ),
  }));
});

const HTTPS = 443;

/** Interface endpoints, with the rules that allow clients outside the VPC. Endpoints with the same groups are one opening. */
const endpointOpeningsOf = memoizePerPlan((plan: EnvironmentPlan): readonly Opening[] => {
  const interfaces = endpointsOf(plan).filter(({ kind }) => kind === "Interface");
  return [...groupBy(interfaces, ({ groups }) => groups.join()).values()].flatMap((alike) => {
    const [first] = alike;
    if (!first) return [];
    const all = {
      ...first,
      name: "the endpoints",
      subnets: [...new Set(alike.flatMap((each) => each.subnets))],
    };
    const rules = rulesOf(plan).admitting(first.groups, "ingress", "tcp", HTTPS);
    return [{ interfaces: all, port: HTTPS, rules: rules.filter((rule) => isFromOutside(plan, rule)) }];
  });
});

/** Resolver endpoints, with the rules that allow queries from outside the VPC. */
const resolverOpeningsOf = memoizePerPlan((plan: EnvironmentPlan): readonly Opening[] =>
  inboundResolversOf(plan).flatMap((interfaces) =>
    (["tcp", "udp"] as const).map((protocol) => ({
      interfaces,
      protocol,
      port: CLUSTER_PORTS.dns,
      rules: rulesOf(plan)
        .admitting(interfaces.groups, "ingress", protocol, CLUSTER_PORTS.dns)
        .filter((rule) => isFromOutside(plan, rule)),
    })),
  ),
);

/** Openings for clients that only rules identify. */
export const openingsOf = memoizePerPlan((plan: EnvironmentPlan) => {
  const openings = {
    listeners: listenersOf(plan),
    api: apiOpeningsOf(plan),
    endpoints: endpointOpeningsOf(plan),
    resolvers: resolverOpeningsOf(plan),
  };
  return { ...openings, all: Object.values(openings).flat() };
});

/** Whether a rule allows addresses outside the VPC, or a group that is not in the synthesized stacks. */
export function isFromOutside(plan: EnvironmentPlan, { peer }: Pick<Rule, "peer">): boolean {
  if ("group" in peer) return isOutsideGroup(plan, peer.group);
  const range = "cidr" in peer && !isInternet(peer.cidr) ? rangeOf(peer.cidr) : undefined;
  return range !== undefined && !vpcRangesOf(plan).some((vpc) => vpc.holds(range));
}

/** Groups in the synthesized stacks have ids that begin with a layer. */
export const isOutsideGroup = (plan: EnvironmentPlan, group: string): boolean =>
  !plan.all.some(({ layer, address }) => `${layer}/${address}` === group);

/**
 * Ranges of the clients that a rule of an opening allows. Those of a group in another network are the ranges of the network
 * that uses the endpoints; unknown for other openings.
 */
export function clientRangesOf(plan: EnvironmentPlan, rule: Rule): readonly string[] {
  if ("cidr" in rule.peer) return [rule.peer.cidr];
  const attachment = endpointUserOf(plan)?.attachment;
  const isOfEndpoints = endpointOpeningsOf(plan).some(({ rules }) => rules.includes(rule));
  return attachment && isOfEndpoints ? attachedRangesOf(plan, attachment) : [];
}

/** Key of the file that asks for a rule, as the tag `RequestedBy` names it. */
const KEY = "network.extraRules";

/** Rules that the file asks for: no component of the stacks shows who uses them. */
const declaredRulesOf = memoizePerPlan((plan: EnvironmentPlan): readonly Rule[] =>
  rulesOf(plan).all.filter(
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
      const to: Outside = { name: peer.cidr, outside: "range", ...(range ? { range } : {}) };
      return direction === "egress" ? own.map((from) => tcpFlow("extra-rules", from, to, port, [KEY])) : [];
    }
    if (!("group" in peer) || isOutsideGroup(plan, peer.group)) return [];
    const others = carriersOf(plan, peer.group);
    const [sources, targets] = direction === "egress" ? [own, others] : [others, own];
    return sources.flatMap((from) => targets.map((to) => tcpFlow("extra-rules", from, to, port, [KEY])));
  });

/** Ports for clients that only these rules identify. */
const declaredOpeningsOf = (plan: EnvironmentPlan): Opening[] =>
  declaredRulesOf(plan)
    .filter(
      ({ direction, peer }) =>
        direction === "ingress" && !("group" in peer && !isOutsideGroup(plan, peer.group)),
    )
    .flatMap((rule) =>
      carriersOf(plan, rule.group).map((interfaces) => ({ interfaces, port: rule.from, rules: [rule] })),
    );

/** Rules whose other side no stack knows: a prefix list, or a group of another network. */
export const isOpaque = (plan: EnvironmentPlan, { peer }: Rule): boolean =>
  "prefixList" in peer || ("group" in peer && isOutsideGroup(plan, peer.group));

/** The rules that the file asks for, with what they open. */
export const extraRulesOf = memoizePerPlan((plan: EnvironmentPlan) => ({
  rules: declaredRulesOf(plan),
  flows: declaredFlowsOf(plan),
  openings: declaredOpeningsOf(plan),
}));
