import { CLUSTER_PORTS } from "../facts/cluster-ports";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { groupBy } from "../base/group-by";
import { memoizePerPlan } from "../terraform/environment-plan";
import { endpointUserOf } from "./network-endpoint-users";
import { endpointsOf } from "./network-endpoints";
import { type LoadBalancer, loadBalancersOf } from "./network-load-balancers";
import { type InterfaceSet, interfacesOf } from "./network-interfaces";
import { isInternet, rangeOf } from "./network-ranges";
import { type SgRule, groupRulesOf } from "./network-rules";
import { vpcsOf } from "./network-routes";

/** A port for clients outside the plan; only the rules identify these clients. */
export interface Opening<P extends InterfaceSet = InterfaceSet> {
  readonly interfaces: P;
  /** @default tcp */
  readonly protocol?: "tcp" | "udp";
  readonly port: number;
  /** Rules that allow clients. */
  readonly rules: readonly SgRule[];
}

/** Listeners of load balancers, with the rules that allow their clients. */
const listenersOf = memoizePerPlan((plan: EnvironmentPlan): readonly Opening<LoadBalancer>[] =>
  loadBalancersOf(plan).flatMap((interfaces) =>
    interfaces.listeners.map((port) => ({
      interfaces,
      port,
      rules: groupRulesOf(plan)
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
  const range = rangeOf(cidr);
  if (!range) return false;
  if (internetFacing === undefined) return true;
  return internetFacing ? !range.isPrivate : !isInternet(cidr);
}

/** The Kubernetes API, with the rules that allow clients other than the cluster's nodes and pods. */
const apiOpeningsOf = memoizePerPlan((plan: EnvironmentPlan): readonly Opening[] => {
  const ownGroups = new Set(
    [...interfacesOf(plan).workloads, ...interfacesOf(plan).controlPlanes].flatMap(({ groups }) => groups),
  );
  return interfacesOf(plan).controlPlanes.map((interfaces) => ({
    interfaces,
    port: CLUSTER_PORTS.api,
    rules: groupRulesOf(plan)
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
  return [...groupBy(interfaces, ({ groups }) => groups.join()).values()].flatMap((endpoints) => {
    const [first] = endpoints;
    if (!first) return [];
    const all = {
      ...first,
      name: "the endpoints",
      subnets: [...new Set(endpoints.flatMap((each) => each.subnets))],
    };
    const rules = groupRulesOf(plan).admitting(first.groups, "ingress", "tcp", HTTPS);
    return [{ interfaces: all, port: HTTPS, rules: rules.filter(({ peer }) => isFromOutside(plan, peer)) }];
  });
});

/** Resolver endpoints, with the rules that allow queries from outside the VPC. */
const resolverOpeningsOf = memoizePerPlan((plan: EnvironmentPlan): readonly Opening[] =>
  interfacesOf(plan).inboundResolvers.flatMap((interfaces) =>
    (["tcp", "udp"] as const).map((protocol) => ({
      interfaces,
      protocol,
      port: CLUSTER_PORTS.dns,
      rules: groupRulesOf(plan)
        .admitting(interfaces.groups, "ingress", protocol, CLUSTER_PORTS.dns)
        .filter(({ peer }) => isFromOutside(plan, peer)),
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
  return {
    ...openings,
    all: Object.values(openings).flat(),
    /**
     * Ranges of the clients that a rule of an opening allows. Those of a group in another network are the ranges of the network
     * that uses the endpoints; unknown for other openings.
     */
    clientRanges: (rule: SgRule): readonly string[] => {
      if ("cidr" in rule.peer) return [rule.peer.cidr];
      const isOfEndpoints = openings.endpoints.some(({ rules }) => rules.includes(rule));
      return (isOfEndpoints ? endpointUserOf(plan)?.attachment?.ranges : undefined) ?? [];
    },
  };
});

/** Whether a peer of a rule has addresses outside the VPC, or is a group that is not in the synthesized stacks. */
export function isFromOutside(plan: EnvironmentPlan, peer: SgRule["peer"]): boolean {
  // Groups in the synthesized stacks have ids that begin with a layer.
  if ("group" in peer) return !plan.all.some(({ layer, address }) => `${layer}/${address}` === peer.group);
  const range = "cidr" in peer && !isInternet(peer.cidr) ? rangeOf(peer.cidr) : undefined;
  return range !== undefined && !vpcsOf(plan).ranges.some((vpc) => vpc.holds(range));
}
