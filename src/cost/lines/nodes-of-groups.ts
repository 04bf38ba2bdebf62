import { type EnvironmentPlan, memoizePerPlan } from "../../terraform/environment-plan";
import { NODE_AUTOSCALERS } from "../../facts/node-autoscalers";
import { asObject, number } from "../../terraform/stack-json";
import { helmReleasesOf } from "../../infrastructure/kubernetes-releases";
import { nodesFor } from "../../infrastructure/capacity-shortage";
import { type NodeGroup, nodeGroups } from "../../infrastructure/capacity-nodes";
import { regionOf } from "../../infrastructure/text-references";
import { instancePrice, type OwnPrices } from "../own-prices";

type NodesOf = (group: NodeGroup) => number;

/**
 * The fewest nodes of each group with which the platform runs, and all models at their minimum replicas. A group that can
 * have no nodes has some while a pod needs them, so its minimum size is not what it costs. Pods that can run on several groups
 * get nodes where they cost least. No group has more nodes than its maximum size, also if pods then have no room; checks
 * report these.
 */
export function leastNodes(plan: EnvironmentPlan, own: OwnPrices): NodesOf {
  const known = byPrices(plan);
  const found = known.get(own) ?? computed(plan, own);
  known.set(own, found);
  return found;
}

const byPrices = memoizePerPlan(() => new Map<OwnPrices, NodesOf>());

function computed(plan: EnvironmentPlan, own: OwnPrices): NodesOf {
  const limits = (group: NodeGroup) => ({
    least: group.bounds.least,
    most: group.max,
  });
  return nodesFor(
    plan,
    ({ min }) => min,
    limits,
    (group) => usdOf(plan, own, group),
  ).nodesOf;
}

/** A group without a price is the dearest. */
const usdOf = (plan: EnvironmentPlan, own: OwnPrices, { instanceTypes, resource }: NodeGroup): number =>
  Math.max(
    ...instanceTypes.map((type) => instancePrice(own, type, regionOf(plan, resource))?.usd ?? Infinity),
  );

/** The most nodes of each group, of which the dearest use up what an autoscaler may add in total. */
export function mostNodes(plan: EnvironmentPlan, own: OwnPrices): NodesOf {
  const least = leastNodes(plan, own);
  const groups = nodeGroups(plan).map((group) => ({ group, usd: usdOf(plan, own, group) }));
  const limits = helmReleasesOf(plan).flatMap(({ chart, values }) =>
    NODE_AUTOSCALERS.has(chart) ? (number(asObject(values["extraArgs"])["max-nodes-total"]) ?? []) : [],
  );
  let free = Math.min(...limits) - groups.reduce((sum, { group }) => sum + least(group), 0);
  const most = new Map<string, number>();
  for (const { group } of groups.sort((one, other) => (one.usd < other.usd ? 1 : -1))) {
    const added = Math.max(0, Math.min(group.max - least(group), free));
    free -= added;
    most.set(group.resource.address, least(group) + added);
  }
  return ({ resource }) => most.get(resource.address) ?? 0;
}
