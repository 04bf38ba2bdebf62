import { HOURS } from "../facts/hours";
import { priceIn } from "../facts/prices";
import { entryReach } from "./entry";
import { type EnvironmentConfig } from "./schema";

/** Factor on the base cost, for the traffic through the endpoints. */
const HEADROOM = 1.25;

/**
 * Monthly Amazon VPC bill in USD above which the cost alarm fires: `thresholdUsd`, or the cost of
 * endpoints and public addresses in the longest month, with headroom. Undefined if a price is not
 * known.
 */
export function alarmThresholdUsd(config: EnvironmentConfig, interfaceEndpoints: number): number | undefined {
  const written = config.network.costAlarm?.thresholdUsd;
  if (written !== undefined) return written;
  const zoneHour = priceIn("interfaceEndpointHour", config.region)?.usd;
  const addressHour = priceIn("publicAddressHour", config.region)?.usd;
  if (zoneHour === undefined || addressHour === undefined) return undefined;
  const hour =
    interfaceEndpoints * config.network.zones.length * zoneHour + publicAddresses(config) * addressHour;
  return Math.ceil(hour * HOURS.ofLongestMonth * HEADROOM);
}

/** Number of public addresses of NAT gateways, and of internet-facing load balancers in each zone. */
function publicAddresses({ network, entry, models }: EnvironmentConfig): number {
  const zones = network.zones.length;
  const gateways = { none: 0, "single-nat": 1, "nat-per-az": zones, "transit-gateway": 0 }[network.egress];
  const balancers = entry.type === "nlb" ? models.length : 1;
  return gateways + (entryReach(entry).isInternetFacing ? balancers * zones : 0);
}
