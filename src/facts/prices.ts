import { own } from "../base/own";
import { PRICED_REGIONS, REGION_PRICES } from "./prices/all-regions";
import { instanceHour } from "./prices/instances";
import { PRICE_ITEMS, type PriceItem } from "./items";
import { nearestRegion } from "./prices/region-places";
import { type RegionPrice, type RegionPrices } from "./prices/region-prices";
import { SOURCES } from "./prices/sources";

/** Date of the newest price. Each price states when it was read. */
export const PRICES_OF = "2026-11-22";

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
