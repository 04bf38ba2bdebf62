import { instanceHour } from "./instances";
import { type PriceItem, PRICE_ITEMS } from "./items";
import { nearestRegion } from "./region-places";
import { type RegionPrice, type RegionPrices } from "./region-prices";
import { AP_NORTHEAST_1 } from "./regions/ap-northeast-1";
import { AP_SOUTHEAST_1 } from "./regions/ap-southeast-1";
import { AP_SOUTHEAST_2 } from "./regions/ap-southeast-2";
import { AP_SOUTH_1 } from "./regions/ap-south-1";
import { EU_CENTRAL_1 } from "./regions/eu-central-1";
import { EU_WEST_1 } from "./regions/eu-west-1";
import { EU_WEST_2 } from "./regions/eu-west-2";
import { US_EAST_1 } from "./regions/us-east-1";
import { US_EAST_2 } from "./regions/us-east-2";
import { US_WEST_2 } from "./regions/us-west-2";

/** Prices of each region that has some. */
export const REGION_PRICES: ReadonlyMap<string, RegionPrices> = new Map([
  ["us-east-1", US_EAST_1],
  ["us-east-2", US_EAST_2],
  ["us-west-2", US_WEST_2],
  ["eu-west-1", EU_WEST_1],
  ["eu-west-2", EU_WEST_2],
  ["eu-central-1", EU_CENTRAL_1],
  ["ap-south-1", AP_SOUTH_1],
  ["ap-southeast-1", AP_SOUTHEAST_1],
  ["ap-southeast-2", AP_SOUTHEAST_2],
  ["ap-northeast-1", AP_NORTHEAST_1],
]);

/** Regions with known prices. */
export const PRICED_REGIONS: readonly string[] = [...REGION_PRICES.keys()];

/** A price, and where it applies. */
export interface Price {
  readonly usd: number;
  readonly per: string;
  readonly source: string;
  readonly read: string;
  readonly confirmed: boolean;
  /** `own`: from the environment's file; `region`: of the region itself; `other`: of the nearest region with a price. */
  readonly origin: "own" | "region" | "other";
  /** The region that the price is of; for an own price, the region of the resource. */
  readonly region: string;
}

/** Price of an item in a region; undefined if it is not known. */
export const priceIn = (item: PriceItem, region: string): Price | undefined =>
  priceOf(region, PRICE_ITEMS[item], ({ items }) => items[item]);

/** Price of an item in a region, or in the nearest region that has one; undefined for a region that is not in the catalog. */
export const priceNear = (item: PriceItem, region: string): Price | undefined =>
  near(region, (each) => priceIn(item, each));

/** Price of an instance hour in a region; undefined if it is not known. */
export const instancePriceIn = (instanceType: string, region: string): Price | undefined =>
  priceOf(region, "hour", ({ instances }) => instanceHour(instances, instanceType));

/** Price of an instance hour in a region, or in the nearest region that has one. */
export const instancePriceNear = (instanceType: string, region: string): Price | undefined =>
  near(region, (each) => instancePriceIn(instanceType, each));

function priceOf(
  region: string,
  per: string,
  rowOf: (prices: RegionPrices) => RegionPrice | undefined,
): Price | undefined {
  const prices = REGION_PRICES.get(region);
  const row = prices && rowOf(prices);
  if (!row) return undefined;
  const { usd, from, confirmed } = row;
  return { usd, per, source: from.source, read: from.read, confirmed, origin: "region", region };
}

function near(region: string, priceOfRegion: (region: string) => Price | undefined): Price | undefined {
  const known = priceOfRegion(region);
  if (known) return known;
  const nearest = nearestRegion(
    region,
    PRICED_REGIONS.filter((each) => priceOfRegion(each) !== undefined),
  );
  const price = nearest === undefined ? undefined : priceOfRegion(nearest);
  return price && { ...price, origin: "other", confirmed: false };
}
