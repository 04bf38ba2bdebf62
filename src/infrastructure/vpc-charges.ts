import { type PriceItem } from "../facts/items";
import { type Price, priceIn } from "../facts/prices";
import {
  type EnvironmentPlan,
  isFound,
  memoizePerPlan,
  type PlannedResource,
  valueOf,
} from "../terraform/environment-plan";
import { endpointsOf } from "./network-endpoints";
import { loadBalancersOf, zonesOf } from "./network-load-balancers";
import { HOURS } from "../facts/hours";
import { blocks } from "../terraform/stack-json";
import { homeOf } from "./text-references";
import { attributesOf } from "./text-attributes";
import { copiesOf } from "./text-copies";

/** An hourly charge billed as AmazonVPC, used or not. */
interface VpcCharge {
  readonly item: "interface endpoint" | "public IPv4 address";
  readonly resource: PlannedResource;
  /** Zones of an endpoint, or addresses. */
  readonly count: number;
  readonly unitPrice: PriceItem;
}

export const vpcChargesOf = memoizePerPlan((plan: EnvironmentPlan): readonly VpcCharge[] => [
  ...endpointCharges(plan),
  ...addressCharges(plan),
]);

function endpointCharges(plan: EnvironmentPlan): VpcCharge[] {
  return endpointsOf(plan)
    .filter(({ kind }) => kind === "Interface")
    .map(({ resource }) => ({
      item: "interface endpoint",
      resource,
      count: plan.items(valueOf(resource, attributesOf(resource)["subnet_ids"])).length,
      unitPrice: "interfaceEndpointHour",
    }));
}

/** Elastic IPs, also of NAT gateways, and one address in each zone of an internet-facing load balancer. */
function addressCharges(plan: EnvironmentPlan): VpcCharge[] {
  const elastic = plan.resources("aws_eip").map((resource) => ({ resource, count: 1 }));
  const balancers = loadBalancersOf(plan)
    .filter(({ internetFacing, resource }) => internetFacing === true && !bringsAddresses(resource))
    .map((balancer) => ({ resource: balancer.resource, count: zonesOf(plan, balancer) }));
  return [...elastic, ...balancers].map((each) => ({
    ...each,
    item: "public IPv4 address",
    unitPrice: "publicAddressHour",
  }));
}

const bringsAddresses = ({ config }: PlannedResource): boolean =>
  blocks(config["subnet_mapping"]).some((mapping) => mapping["allocation_id"] !== undefined);

/** Price of a charge in the environment's region; undefined if it is unknown. */
const priceOf = (plan: EnvironmentPlan, { unitPrice }: VpcCharge): Price | undefined =>
  priceIn(unitPrice, homeOf(plan).region);

/**
 * This environment's share of the AmazonVPC bill in the longest month without any traffic, in USD; undefined if a price
 * is unknown.
 */
export function vpcBaseOf(plan: EnvironmentPlan): number | undefined {
  const own = vpcChargesOf(plan).filter(({ resource }) => !isFound(resource));
  return own.reduce<number | undefined>((sum, charge) => {
    const usd = priceOf(plan, charge)?.usd;
    if (sum === undefined || usd === undefined) return undefined;
    return sum + copiesOf(plan, charge.resource).max * charge.count * usd * HOURS.ofLongestMonth;
  }, 0);
}
