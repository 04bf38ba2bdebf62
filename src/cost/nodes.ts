import { number, block } from "../analysis/blocks";
import { type NodeGroup, nodeGroups } from "../analysis/cluster/node-groups";
import { ignoresDesiredSize } from "../terraform-json/node-group-sizes";
import { regionOf } from "../analysis/home";
import { type Costing, type Factor, type LineParts, type LinesOf, hoursOf, lineOf } from "./line";
import { instancePrice } from "./own-prices";

/** Nodes of node groups, from the fewest to the most. */
export const nodeLines: LinesOf = (costing) =>
  nodeGroups(costing.plan).map((group) =>
    lineOf(costing, group.resource, {
      item: `node (${group.instanceTypes.join("/")})`,
      billedAs: "AmazonEC2",
      ...dearest(costing, group),
      factors: [nodesOf(group), hoursOf(costing)],
      assumption: [
        `min_size ${group.min}, max_size ${group.max}, desired_size ${desired(group)}`,
        ...(group.max > group.min && !ignoresDesiredSize(group.resource.config)
          ? ["Terraform keeps desired_size"]
          : []),
        "on-demand price",
        ...(isSpot(group) ? ["an upper bound, because Spot prices vary hourly"] : []),
        ...(group.instanceTypes.length > 1 ? ["at the price of its most expensive type"] : []),
        ...(group.instanceTypes.some((type) => type.startsWith("t")) ? ["without surplus CPU credits"] : []),
      ].join("; "),
    }),
  );

export const NODE = "node";

/** Node count of a group, without the nodes that an upgrade adds temporarily. */
export const nodesOf = ({ min, max }: NodeGroup): Factor => ({ min, max, unit: NODE });

const desired = ({ resource }: NodeGroup): string =>
  String(number(block(resource.config["scaling_config"])["desired_size"]) ?? "not set");

const isSpot = ({ resource }: NodeGroup): boolean => resource.config["capacity_type"] === "SPOT";

/** The highest price of the types; it is of another region if the price of any type is. */
function dearest(
  { plan, own }: Costing,
  { instanceTypes: types, resource }: NodeGroup,
): Pick<LineParts, "unitPrice" | "price" | "unknown"> {
  const region = regionOf(plan, resource);
  const priced = types.map((type) => ({ type, price: instancePrice(own, type, region) }));
  const missing = priced.flatMap(({ type, price }) => (price ? [] : [type]));
  const prices = priced.flatMap(({ price }) => price ?? []);
  const [highest] = [...prices].sort((a, b) => b.usd - a.usd);
  if (!highest || missing.length > 0) {
    return { unitPrice: undefined, unknown: `no price for ${missing.join(", ")}` };
  }
  const other = prices.find(({ origin }) => origin === "other");
  const { origin, region: of } = other ?? highest;
  return {
    unitPrice: undefined,
    price: { ...highest, origin, region: of, confirmed: prices.every(({ confirmed }) => confirmed) },
  };
}
