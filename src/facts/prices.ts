import { own } from "../base/own";
import { instanceHour } from "./prices/instances";
import { type PriceItem, PRICE_ITEMS } from "./items";
import { nearestRegion } from "./prices/region-places";
import { type RegionPrice, type RegionPrices } from "./prices/region-prices";
import { SOURCES } from "./sources";
import apNortheast1 from "./prices/regions/ap-northeast-1.json";
import apSoutheast1 from "./prices/regions/ap-southeast-1.json";
import apSoutheast2 from "./prices/regions/ap-southeast-2.json";
import apSouth1 from "./prices/regions/ap-south-1.json";
import euCentral1 from "./prices/regions/eu-central-1.json";
import euWest1 from "./prices/regions/eu-west-1.json";
import euWest2 from "./prices/regions/eu-west-2.json";
import usEast1 from "./prices/regions/us-east-1.json";
import usEast2 from "./prices/regions/us-east-2.json";
import usWest2 from "./prices/regions/us-west-2.json";

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
  priceOf(region, PRICE_ITEMS[item], ({ items }) => own(items, item));

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
  const from = row && own(SOURCES, row.source);
  return from && { usd: row.usd, per, ...from, confirmed: row.confirmed, origin: "region", region };
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
