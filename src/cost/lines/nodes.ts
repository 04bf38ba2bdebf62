import { leftSizes } from "../../infrastructure/capacity-resizes";
import { block, number } from "../../terraform/stack-json";
import { type NodeGroup, nodeGroups } from "../../infrastructure/capacity-nodes";
import { regionOf } from "../../infrastructure/text-references";
import { type Costing, costLine, type Factor, HOUR, type LineParts, type LinesOf, times } from "../line";
import { type Hours, hoursOfNodes } from "../hours";
import { instancePrice } from "../own-prices";

/** Nodes of node groups, from the fewest to the most. */
export const nodeLines: LinesOf = (costing) =>
  nodeGroups(costing.plan).flatMap((group) =>
    hoursOfNodes(costing, group).map(({ nodes, share, when, notes }) =>
      costLine(costing, group.resource, {
        item: `node${when} (${group.instanceTypes.join("/")})`,
        billedAs: "AmazonEC2",
        ...(group.isOfBlock ? PAID_IN_ADVANCE : dearest(costing, group)),
        factors: [nodes, times(costing.hours * share, HOUR)],
        assumption: [
          ...notes,
          when === ""
            ? `min_size ${group.min}, max_size ${group.max}, desired_size ${desired(group)}`
            : "nodes that keep running",
          ...leastNotes(group, nodes, when),
          ...(group.max > group.min && !leftSizes(group.resource.config).number
            ? ["Terraform keeps desired_size"]
            : []),
          ...(group.isOfBlock ? ["in the window of its capacity block"] : ["on-demand price"]),
          ...(group.isOfBlock || group.reservation === undefined
            ? []
            : ["the rest of its capacity reservation is billed too, also without nodes"]),
          ...(isSpot(group) ? ["an upper bound, because Spot prices vary hourly"] : []),
          ...(group.instanceTypes.length > 1 ? ["at the price of its most expensive type"] : []),
          ...(group.instanceTypes.some((type) => type.startsWith("t"))
            ? ["without surplus CPU credits"]
            : []),
        ].join("; "),
      }),
    ),
  );

/**
 * Blocks are paid in advance (AWS PCS user guide, "Using Amazon EC2 Capacity Blocks for ML", read 2026-11-28). No list
 * of their prices was found.
 */
const PAID_IN_ADVANCE = {
  unitPrice: undefined,
  unknown: "its capacity block is paid in advance, at the price of its offer",
};

const desired = ({ resource }: NodeGroup): string =>
  String(number(block(resource.config.scaling_config).desired_size) ?? "not set");

/** Where the fewest nodes come from, if not from the minimum size. */
function leastNotes({ min, unknownTypes }: NodeGroup, { min: least }: Factor, when: Hours["when"]): string[] {
  if (unknownTypes.length > 0) {
    return [`the fewest are min_size, because the size of ${unknownTypes.join(", ")} is unknown`];
  }
  return when === "" && least > min ? [`the minimum replicas need ${least}`] : [];
}

const isSpot = ({ resource }: NodeGroup): boolean => resource.config.capacity_type === "SPOT";

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
