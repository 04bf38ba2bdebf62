import { type PriceTable, PRICED_REGIONS } from "../catalog/prices";
import { instanceHour } from "../catalog/prices-compute";
import { number, block } from "../analysis/blocks";
import { type NodeGroup, nodeGroups } from "../analysis/cluster/node-groups";
import { ignoresDesiredSize } from "../terraform-json/node-group-sizes";
import { type Factor, type LinesOf, hoursOf, lineOf } from "./line";

/** Nodes of node groups, from the fewest to the most. */
export const nodeLines: LinesOf = (costing) =>
  nodeGroups(costing.plan).map((group) =>
    lineOf(costing, group.resource, {
      item: `node (${group.instanceTypes.join("/")})`,
      billedAs: "AmazonEC2",
      ...dearest(group.instanceTypes),
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

/** Node count of a group, without the nodes that an upgrade adds temporarily. */
export const nodesOf = ({ min, max }: NodeGroup): Factor => ({ min, max, unit: "node" });

const desired = ({ resource }: NodeGroup): string =>
  String(number(block(resource.config["scaling_config"])["desired_size"]) ?? "not set");

const isSpot = ({ resource }: NodeGroup): boolean => resource.config["capacity_type"] === "SPOT";

/** The highest price of the types in each region; none if a type has no price there. */
function dearest(types: readonly string[]): {
  readonly table: PriceTable | undefined;
  readonly unknown?: string;
} {
  const tables = types.map(instanceHour);
  const missing = types.filter((_, index) => tables[index] === undefined);
  const known = tables.flatMap((table) => table ?? []);
  const [first] = known;
  if (!first || missing.length > 0) {
    return { table: undefined, unknown: `no price for ${missing.join(", ")}` };
  }
  const byRegion = Object.fromEntries(
    PRICED_REGIONS.flatMap((region) => {
      const prices = known.flatMap((table) => table.byRegion[region] ?? []);
      return prices.length === known.length ? [[region, Math.max(...prices)]] : [];
    }),
  );
  const unconfirmed = [...new Set(known.flatMap((table) => table.unconfirmed ?? []))];
  return { table: { ...first, byRegion, unconfirmed } };
}
