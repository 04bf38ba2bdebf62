import apNortheast1 from "./regions/ap-northeast-1.json";
import apSoutheast1 from "./regions/ap-southeast-1.json";
import apSoutheast2 from "./regions/ap-southeast-2.json";
import apSouth1 from "./regions/ap-south-1.json";
import euCentral1 from "./regions/eu-central-1.json";
import euWest1 from "./regions/eu-west-1.json";
import euWest2 from "./regions/eu-west-2.json";
import usEast1 from "./regions/us-east-1.json";
import usEast2 from "./regions/us-east-2.json";
import usWest2 from "./regions/us-west-2.json";
import { type RegionPrices } from "./region-prices";

/** Prices of each region that has some. */
export const REGION_PRICES: ReadonlyMap<string, RegionPrices> = new Map<string, RegionPrices>([
  ["us-east-1", usEast1],
  ["us-east-2", usEast2],
  ["us-west-2", usWest2],
  ["eu-west-1", euWest1],
  ["eu-west-2", euWest2],
  ["eu-central-1", euCentral1],
  ["ap-south-1", apSouth1],
  ["ap-southeast-1", apSoutheast1],
  ["ap-southeast-2", apSoutheast2],
  ["ap-northeast-1", apNortheast1],
]);

/** Regions with known prices. */
export const PRICED_REGIONS: readonly string[] = [...REGION_PRICES.keys()];
