import { endpointsOf } from "../infrastructure/network-endpoints";
import { internetRoutes, routeTablesOf } from "../infrastructure/network-routes";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { itemPrice, NO_OWN_PRICES, type OwnPrices } from "./own-prices";
import { copiesOf } from "../infrastructure/text-copies";
import { homeOf } from "../infrastructure/text-references";

/** Cost of one route from private subnets to AWS services: fixed, and by GB. */
export interface WayCost {
  readonly usdAMonth: number;
  readonly usdAGb: number;
}

export interface NatWay extends WayCost {
  readonly gateways: number;
  /** True for gateways that the environment already has, which add no fixed cost. */
  readonly isThere: boolean;
  /**
   * GB a month from which the endpoints cost less; 0 if they always do. S3 traffic does not count: its gateway endpoint
   * is free in both cases.
   */
  readonly breakEvenGb: number;
}

export interface EndpointCosts {
  readonly endpointCount: number;
  readonly zones: number;
  readonly endpoints: WayCost;
  /** One gateway for all zones, and one for each zone; or the existing gateways. */
  readonly nat: readonly NatWay[];
  /** Other regions whose prices it has, where the region itself has none; empty if it is exact. */
  readonly pricesOf: readonly string[];
}

interface ComparisonProps {
  readonly region: string;
  readonly zones: number;
  /** Number of interface endpoints. */
  readonly endpointCount: number;
  /** Number of NAT gateways that the environment already has. @default 0 */
  readonly gateways?: number;
  readonly hours: number;
  /** @default - none */
  readonly own?: OwnPrices;
}

/** Compares NAT with interface endpoints for the same services; undefined if a price is unknown. */
export function natOrEndpoints({
  region,
  zones,
  endpointCount,
  gateways: present = 0,
  hours,
  own = NO_OWN_PRICES,
}: ComparisonProps): EndpointCosts | undefined {
  const items = [
    "interfaceEndpointHour",
    "interfaceEndpointGb",
    "natGatewayHour",
    "natGatewayGb",
    "publicAddressHour",
    "crossZoneGb",
  ] as const;
  const prices = items.map((item) => itemPrice(own, item, region));
  const [endpoint, endpointGb, nat, natGb, address, crossZone] = prices.map((price) => price?.usd);
  if (!endpoint || !endpointGb || !nat || !natGb || !address || !crossZone) return undefined;
  const endpoints = { usdAMonth: endpointCount * zones * endpoint * hours, usdAGb: endpointGb };
  const isThere = present > 0;
  const ways = (isThere ? [present] : [...new Set([1, zones])]).map((gateways) => {
    // traffic of zones without a gateway crosses to another zone
    const far = Math.max(0, zones - gateways) / zones;
    const usdAMonth = isThere ? 0 : gateways * (nat + address) * hours;
    return { gateways, isThere, usdAMonth, usdAGb: natGb + far * crossZone };
  });
  return {
    endpointCount,
    zones,
    endpoints,
    nat: ways.map((way) => ({
      ...way,
      breakEvenGb: breakEvenGb(endpoints, way),
    })),
    pricesOf: [
      ...new Set(prices.flatMap((price) => (price?.origin === "other" ? [price.region] : []))),
    ].sort(),
  };
}

/** GB from which the endpoints cost less: never, where NAT has the lower price for a GB and a lower fixed cost. */
function breakEvenGb(endpoints: WayCost, nat: WayCost): number {
  const [fixed, aGb] = [endpoints.usdAMonth - nat.usdAMonth, nat.usdAGb - endpoints.usdAGb];
  if (fixed <= 0 && aGb >= 0) return 0;
  return aGb > 0 ? fixed / aGb : Infinity;
}

/** The comparison for an environment's endpoints, created or existing; undefined if it has none, or no NAT of its own could replace them. */
export function comparisonOf(
  plan: EnvironmentPlan,
  hours: number,
  own: OwnPrices = NO_OWN_PRICES,
): EndpointCosts | undefined {
  const endpoints = endpointsOf(plan).filter(({ kind }) => kind === "Interface");
  const zones = Math.max(0, ...endpoints.map(({ subnets }) => subnets.length));
  const isCentral = routeTablesOf(plan).all.some((table) =>
    internetRoutes(table, "out").some(({ way }) => way === "attachment"),
  );
  if (zones === 0 || isCentral) return undefined;
  const gateways = plan
    .resources("aws_nat_gateway")
    .reduce((sum, gateway) => sum + copiesOf(plan, gateway).max, 0);
  const { region } = homeOf(plan);
  return natOrEndpoints({ region, zones, endpointCount: endpoints.length, gateways, hours, own });
}
