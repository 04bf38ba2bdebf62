import { memoizePerPlan } from "../../infrastructure/blocks";
import { type NodeBounds, growsAlone, nodesFor } from "../../infrastructure/node-demand";
import { type NodeGroup } from "../../infrastructure/node-groups";
import { regionOf } from "../../infrastructure/home";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type OwnPrices, instancePrice } from "../own-prices";

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
  const limits = (group: NodeGroup): NodeBounds => ({
    least: growsAlone(plan, group) ? group.min : group.floor,
    most: group.max,
  });
  // A group without a price comes last.
  const usdOf = ({ instanceTypes, resource }: NodeGroup): number =>
    Math.max(
      ...instanceTypes.map((type) => instancePrice(own, type, regionOf(plan, resource))?.usd ?? Infinity),
    );
  return nodesFor(plan, ({ min }) => min, limits, usdOf).nodesOf;
}
