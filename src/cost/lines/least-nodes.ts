import { type EnvironmentPlan, memoizePerPlan } from "../../terraform/environment-plan";
import { nodesFor } from "../../infrastructure/capacity-shortage";
import { type NodeGroup } from "../../infrastructure/capacity-nodes";
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
  // A group without a price comes last.
  const usdOf = ({ instanceTypes, resource }: NodeGroup): number =>
    Math.max(
      ...instanceTypes.map((type) => instancePrice(own, type, regionOf(plan, resource))?.usd ?? Infinity),
    );
  return nodesFor(plan, ({ min }) => min, limits, usdOf).nodesOf;
}
