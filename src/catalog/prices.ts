import { nearestRegion } from "./region-places";

/** Hours of an average month in AWS prices: 8,760 hours of a year divided by 12. A 30-day month has 720 hours. */
export const HOURS_A_MONTH = 730;

/** Hours of a month of 31 days, the longest billing period. */
export const HOURS_OF_THE_LONGEST_MONTH = 744;

/** Date of the newest price in the tables. Each table states when it was read. */
export const PRICES_OF = "2026-11-21";

/** Regions with known prices. Each table has some of them. */
export const PRICED_REGIONS = [
  "us-east-1",
  "us-east-2",
  "us-west-2",
  "eu-west-1",
  "eu-west-2",
  "eu-central-1",
  "ap-south-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-northeast-1",
] as const;

export type PricedRegion = (typeof PRICED_REGIONS)[number];

/**
 * Regions whose prices were read on 2026-11-20, for all services. The list is written out, so that a region that is added to
 * `PRICED_REGIONS` is not confirmed by it.
 */
export const READ_REGIONS: readonly PricedRegion[] = [
  "us-east-1",
  "us-west-2",
  "eu-west-1",
  "eu-central-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-northeast-1",
];

/** Prices of a unit by region: on demand, without tax, discounts and free tiers. */
export interface PriceTable {
  /** Unit, such as `zone-hour` or `GB`. */
  readonly per: string;
  /** Price in USD. A missing region has an unknown price, not a price of 0. */
  readonly byRegion: Partial<Record<PricedRegion, number>>;
  readonly source: string;
  /** Date on which the source was read, ISO date. */
  readonly read: string;
  /** Regions whose price has several sources that agree. Every other price has one source, or is copied or derived. */
  readonly confirmed: readonly PricedRegion[];
}

/** Source of most prices, and when it was read. Tables with another source state their own. */
export const EXTRACTS = {
  source: "AWS Price List API, extracts of 2026-07 to 2026-10 in public repositories",
  read: "2026-11-20",
} as const;

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

/** Price in a region; undefined if it is not known. */
export function priceIn(table: PriceTable, region: string): Price | undefined {
  const priced = PRICED_REGIONS.find((each) => each === region);
  const usd = priced && table.byRegion[priced];
  if (priced === undefined || usd === undefined) return undefined;
  const { per, source, read, confirmed } = table;
  return { usd, per, source, read, confirmed: confirmed.includes(priced), origin: "region", region };
}

/** Price in a region, or in the nearest region that has one; undefined for a region that is not in the catalog. */
export function priceNear(table: PriceTable, region: string): Price | undefined {
  const known = priceIn(table, region);
  if (known) return known;
  const priced = PRICED_REGIONS.filter((each) => table.byRegion[each] !== undefined);
  const nearest = nearestRegion(region, priced);
  const price = nearest && priceIn(table, nearest);
  return price && { ...price, origin: "other", confirmed: false };
}

/**
 * The same price in every region of the tables. It says nothing about which of them a source confirms: a table lists those in
 * `confirmed`.
 */
export const everywhere = (usd: number): PriceTable["byRegion"] =>
  Object.fromEntries(PRICED_REGIONS.map((region) => [region, usd]));
