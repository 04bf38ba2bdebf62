import { ADDRESSES_PER_PREFIX } from "../../facts/instance-capacity";
import { prefixLength } from "../../base/cidr";
import { addressing } from "../../infrastructure/cni";
import { interfacesOf } from "../../infrastructure/network-interfaces";
import { endpointsOf } from "../../infrastructure/network-endpoints";
import { databasesOf } from "../../infrastructure/network-databases";
import { loadBalancersOf } from "../../infrastructure/network-load-balancers";
import { namedSubnets, type Subnet, subnetsOf } from "../../infrastructure/network-routes";
import { type EnvironmentPlan, inLayer, isFound, memoizePerPlan } from "../../terraform/environment-plan";
import { type NodeAddresses, nodeAddresses } from "./node-addresses";
import { block, blocks, type Json, type JsonObject } from "../../terraform/stack-json";
import { groupBy } from "../../base/group-by";
import { atPeak, demandsOf } from "../../infrastructure/capacity-shortage";
import { workloadsOf } from "../../infrastructure/kubernetes-workloads";
import { fargateProfiles } from "../../infrastructure/capacity-placement";
import { type NodeGroup, nodeGroups } from "../../infrastructure/capacity-nodes";

/** Single addresses of one use in a subnet. */
interface Use {
  readonly subnet: Subnet;
  readonly what: string;
  readonly addresses: number;
  /** Service of an interface endpoint. A VPC has one with private DNS. @default - no endpoint, or one outside of AWS */
  readonly service?: string | undefined;
}

/** Nodes of one group in one subnet, with the addresses of each node. */
export interface NodeUse extends NodeAddresses {
  readonly subnet: Subnet;
  readonly group: NodeGroup;
  readonly nodes: number;
  /** Nodes among these that only an upgrade adds. */
  readonly surge: number;
}

/** All uses of the addresses of one subnet. */
export interface SubnetBudget {
  readonly subnet: Subnet;
  readonly uses: readonly Use[];
  readonly nodes: readonly NodeUse[];
  /** Pods of the cluster at its peak, without DaemonSets. All of them can be on the nodes of one subnet. */
  readonly podsAtPeak: number;
  /** Other environments whose uses are in it. @default - none */
  readonly sharedWith?: readonly string[];
}

/** The budget of every subnet with a known range. */
export const subnetBudgetsOf = memoizePerPlan((plan: EnvironmentPlan): readonly SubnetBudget[] => {
  const uses = groupBy(allUses(plan), ({ subnet }) => subnet.id);
  const nodes = groupBy(allNodes(plan), ({ subnet }) => subnet.id);
  const podsAtPeak = demandsOf(plan, atPeak).reduce((sum, { count }) => sum + count, 0);
  return [...subnetsOf(plan).values()]
    .filter(({ range }) => range !== undefined)
    .map((subnet) => ({
      subnet,
      podsAtPeak,
      uses: uses.get(subnet.id) ?? [],
      nodes: nodes.get(subnet.id) ?? [],
    }));
});

/** The budgets of subnets with the uses of environments before it, by name, that use the same ones by their ids. */
export function budgetsBeside(
  plan: EnvironmentPlan,
  others: readonly EnvironmentPlan[],
): readonly SubnetBudget[] {
  const earlier = others
    .filter(({ name }) => name < plan.name)
    .flatMap((other) =>
      subnetBudgetsOf(other).map((budget) => ({ ...budget, name: other.name, id: readId(other, budget) })),
    );
  return subnetBudgetsOf(plan).map((own) => {
    const id = readId(plan, own);
    const beside = earlier.filter((each) => id !== undefined && each.id === id);
    const all = [own, ...beside];
    return {
      subnet: own.subnet,
      podsAtPeak: all.reduce((sum, { podsAtPeak }) => sum + podsAtPeak, 0),
      uses: all.flatMap(({ uses }) => uses).filter(isFirstOfService),
      nodes: all.flatMap(({ nodes }) => nodes),
      sharedWith: beside.map(({ name }) => name),
    };
  });
}

/** Environments of one VPC share its interface endpoints, which one of them or another owner created. */
const isFirstOfService = ({ service }: Use, index: number, all: readonly Use[]): boolean =>
  service === undefined || all.findIndex((use) => use.service === service) === index;

/** Id by which a data source reads a subnet; undefined for one that is created, or found by tags. */
const readId = (plan: EnvironmentPlan, { subnet: { resource } }: SubnetBudget): string | undefined =>
  isFound(resource) ? plan.text(inLayer(resource, resource.config.id)) : undefined;

/**
 * Addresses of the control plane in each of its subnets: two of its interfaces, of at most four in total, and five
 * free addresses for an upgrade.
 *
 * Source: Amazon EKS user guide, "View Amazon EKS networking requirements for VPC and subnets" and "Update
 * existing cluster to new Kubernetes version" (read 2026-11-20).
 */
const CONTROL_PLANE = { what: "the control plane and its upgrade", addresses: 2 + 5 };

const each = (subnets: readonly Subnet[], what: string, addresses: number): Use[] =>
  subnets.map((subnet) => ({ subnet, what, addresses }));

function allUses(plan: EnvironmentPlan): Use[] {
  /** Uses of subnets that resources of a type name. */
  const of = (type: string, what: string, subnets: (config: JsonObject) => (Json | undefined)[], count = 1) =>
    plan
      .resources(type)
      .flatMap((resource) => subnets(resource.config).map((value) => inLayer(resource, value)))
      .flatMap((value) => each(namedSubnets(plan, value), what, count));
  const own = [...new Set(interfacesOf(plan).workloads.flatMap(({ subnets }) => subnets))];
  // Which subnets of its zones an existing endpoint has is unknown, so its addresses may be in those of the nodes.
  const endpoints = endpointsOf(plan)
    .filter(({ kind }) => kind === "Interface")
    .flatMap(({ resource, service, subnets }) => {
      const zones = new Set(subnets.map(({ zone }) => zone));
      const places = isFound(resource) ? own.filter(({ zone }) => zones.has(zone)) : subnets;
      return each(places, "interface endpoints", 1).map((use) => ({ ...use, service }));
    });
  const { what, addresses } = CONTROL_PLANE;
  return [
    ...of("aws_eks_cluster", what, ({ vpc_config }) => [block(vpc_config).subnet_ids], addresses),
    ...endpoints,
    ...of("aws_nat_gateway", "NAT gateways", ({ subnet_id }) => [subnet_id]),
    ...of("aws_ec2_transit_gateway_vpc_attachment", "transit gateways", ({ subnet_ids }) => [subnet_ids]),
    ...of("aws_route53_resolver_endpoint", "Resolver endpoints", ({ ip_address }) =>
      blocks(ip_address).map(({ subnet_id }) => subnet_id),
    ),
    ...databasesOf(plan).flatMap(({ subnets }) => each(subnets, "databases", 1)),
    ...loadBalancers(plan),
    ...fargatePods(plan),
  ];
}

/** Free addresses that a load balancer requires in each subnet (AWS Load Balancer Controller, "Subnet discovery"). */
const FREE_FOR_LOAD_BALANCER = 8;

/** An ALB uses up to eight addresses of a subnet. An NLB uses one, and is created only if eight are free. */
function loadBalancers(plan: EnvironmentPlan): Use[] {
  // An existing load balancer already has its addresses.
  const created = loadBalancersOf(plan).filter(({ resource }) => !isFound(resource));
  const placed = created.flatMap(({ kind, subnets }) => subnets.map((subnet) => ({ kind, subnet })));
  return [...groupBy(placed, ({ subnet }) => subnet)].map(([subnet, all]) => {
    const albs = all.filter(({ kind }) => kind === "application").length;
    const nlbs = all.length - albs;
    const forNlbs = nlbs > 0 ? nlbs - 1 + FREE_FOR_LOAD_BALANCER : 0;
    return { subnet, what: "load balancers", addresses: albs * FREE_FOR_LOAD_BALANCER + forNlbs };
  });
}

/** Each Fargate pod has its own interface, in one of the profile's subnets. */
function fargatePods(plan: EnvironmentPlan): Use[] {
  return fargateProfiles(plan).flatMap(({ subnets, selects }) => {
    const pods = workloadsOf(plan)
      .filter((workload) => !workload.isDaemonSet && selects(workload))
      .reduce((sum, workload) => sum + atPeak(workload), 0);
    return each(subnets, "Fargate pods", Math.ceil(pods / Math.max(1, subnets.length)));
  });
}

function allNodes(plan: EnvironmentPlan): NodeUse[] {
  return nodeGroups(plan).flatMap((group) => {
    const taken = nodeAddresses(plan, group);
    if (!taken) return [];
    const share = (count: number): number => Math.ceil(count / Math.max(1, group.subnets.length));
    const surge = share(group.surge);
    const use = { group, nodes: share(group.max) + surge, surge };
    const { podSubnets } = addressing(plan);
    if (!podSubnets) return group.subnets.map((subnet) => ({ subnet, ...use, ...taken }));
    // The first interface has one address, and no pod.
    const own = group.subnets.map((subnet) => ({ subnet, ...use, addresses: 1, prefixes: 0 }));
    const ofPods = group.subnets.flatMap(({ zone = "" }) => podSubnets.get(zone) ?? []);
    return [...own, ...ofPods.map((subnet) => ({ subnet, ...use, ...taken }))];
  });
}

/** Addresses that AWS reserves in every subnet: the first four and the last. */
const RESERVED = 5;

export const rangeSize = (cidr: string): number => 2 ** (32 - prefixLength(cidr));

export const usable = (cidr: string): number => Math.max(0, rangeSize(cidr) - RESERVED);

/** Whole /28 blocks of a subnet. The first and the last block contain reserved addresses. */
export const wholeBlocks = (cidr: string): number => Math.max(0, rangeSize(cidr) / ADDRESSES_PER_PREFIX - 2);

/** True if the single addresses and /28 blocks fit, with the single addresses packed as tightly as possible. */
export function fits(
  cidr: string,
  { addresses, prefixes }: Pick<NodeAddresses, "addresses" | "prefixes">,
): boolean {
  const outside = usable(cidr) - wholeBlocks(cidr) * ADDRESSES_PER_PREFIX;
  const taken = Math.ceil(Math.max(0, addresses - outside) / ADDRESSES_PER_PREFIX);
  return addresses <= usable(cidr) && prefixes <= wholeBlocks(cidr) - taken;
}

/** Sums of a budget: single addresses, those of pods beside DaemonSets among them, and /28 blocks. */
type SubnetNeeds = Pick<NodeAddresses, "addresses" | "prefixes"> & { readonly pods: number };

export function needs({ uses, nodes, podsAtPeak }: SubnetBudget): SubnetNeeds {
  const others = uses.reduce((sum, { addresses }) => sum + addresses, 0);
  const { pods, interfaces } = furtherOf(nodes, podsAtPeak);
  return {
    addresses: others + total(nodes, ({ addresses }) => addresses) + pods + interfaces,
    pods,
    prefixes: total(nodes, ({ prefixes }) => prefixes),
  };
}

const total = (nodes: readonly NodeUse[], of: (use: NodeUse) => number): number =>
  nodes.reduce((sum, use) => sum + use.nodes * of(use), 0);

/**
 * Single addresses of pods, each on one node, and of the interfaces that hold them. A node adds an interface when those that it
 * has are full, so all nodes together have at most one for each `slots` addresses beyond the first one of each node.
 */
function furtherOf(all: readonly NodeUse[], podsAtPeak: number): { pods: number; interfaces: number } {
  const nodes = all.filter(({ further }) => further !== undefined);
  const pods = Math.min(
    podsAtPeak,
    total(nodes, ({ further }) => further?.pods ?? 0),
  );
  const held = pods + total(nodes, ({ addresses }) => addresses - 2);
  const slots = Math.min(...nodes.map(({ further }) => further?.slots ?? Infinity));
  const most = total(nodes, ({ further }) => further?.interfaces ?? 0);
  return { pods, interfaces: Math.min(most, Math.floor(held / slots)) };
}
