import { priceIn } from "../catalog/prices";
import {
  CROSS_ZONE_GB,
  INTERFACE_ENDPOINT_GB,
  INTERFACE_ENDPOINT_HOUR,
  NAT_GATEWAY_GB,
  NAT_GATEWAY_HOUR,
  PUBLIC_ADDRESS_HOUR,
} from "../catalog/prices-network";
import { homeOf } from "../infrastructure/home";
import { endpointsOf } from "../infrastructure/network/endpoints";
import { type EnvironmentPlan } from "../synthesized/environment-plan";

/** One way from private subnets to AWS services: what it costs a month unused, and for each GB. */
export interface Way {
  readonly usdAMonth: number;
  readonly usdAGb: number;
}

export interface NatWay extends Way {
  readonly gateways: number;
  /**
   * GB a month from which the endpoints cost less; 0 where they always do. S3 is left out: its gateway endpoint
   * costs nothing either way.
   */
  readonly breakEvenGb: number;
}

export interface Comparison {
  readonly endpointCount: number;
  readonly zones: number;
  readonly endpoints: Way;
  /** One gateway for all zones, and one for each. */
  readonly nat: readonly NatWay[];
}

export interface ComparisonProps {
  readonly region: string;
  readonly zones: number;
  /** How many interface endpoints there are. */
  readonly endpointCount: number;
  readonly hours: number;
}

/** NAT against interface endpoints for the same services; undefined where a price is not known. */
export function natOrEndpoints({
  region,
  zones,
  endpointCount,
  hours,
}: ComparisonProps): Comparison | undefined {
  const [endpoint, endpointGb, nat, natGb, address, crossZone] = [
    INTERFACE_ENDPOINT_HOUR,
    INTERFACE_ENDPOINT_GB,
    NAT_GATEWAY_HOUR,
    NAT_GATEWAY_GB,
    PUBLIC_ADDRESS_HOUR,
    CROSS_ZONE_GB,
  ].map((table) => priceIn(table, region)?.usd);
  if (!endpoint || !endpointGb || !nat || !natGb || !address || !crossZone) return undefined;
  const endpoints = { usdAMonth: endpointCount * zones * endpoint * hours, usdAGb: endpointGb };
  const ways = [...new Set([1, zones])].map((gateways) => {
    // What other zones send through a single gateway crosses from one to the other.
    const far = gateways === 1 ? (zones - 1) / zones : 0;
    return { gateways, usdAMonth: gateways * (nat + address) * hours, usdAGb: natGb + far * crossZone };
  });
  return {
    endpointCount,
    zones,
    endpoints,
    nat: ways.map((way) => ({
      ...way,
      breakEvenGb: Math.max(0, (endpoints.usdAMonth - way.usdAMonth) / (way.usdAGb - endpoints.usdAGb)),
    })),
  };
}

/** The comparison for the endpoints that an environment has, made or found; undefined where it has none. */
export function comparisonOf(plan: EnvironmentPlan, hours: number): Comparison | undefined {
  const endpoints = endpointsOf(plan).filter(({ kind }) => kind === "Interface");
  const zones = Math.max(0, ...endpoints.map(({ subnets }) => subnets.length));
  if (zones === 0) return undefined;
  return natOrEndpoints({ region: homeOf(plan).region, zones, endpointCount: endpoints.length, hours });
}
