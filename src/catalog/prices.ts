/** Hours of an average month in AWS prices: 8,760 hours of a year divided by 12. A 30-day month has 720 hours. */
export const HOURS_A_MONTH = 730;

/** Hours of a month of 31 days, the longest billing period. */
export const HOURS_OF_THE_LONGEST_MONTH = 744;

/** Date of the newest price in the tables. Each table states when it was read. */
export const PRICES_OF = "2026-11-21";

/** Regions with known prices. Prices for all regions (`everywhere`) also apply to these regions only. */
export const PRICED_REGIONS = [
  "us-east-1",
  "us-west-2",
  "eu-west-1",
  "eu-central-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-northeast-1",
] as const;

export type PricedRegion = (typeof PRICED_REGIONS)[number];

/** Prices of a unit by region: on demand, without tax, discounts and free tiers. */
export interface PriceTable {
  /** Unit, such as `zone-hour` or `GB`. */
  readonly per: string;
  /** Price in USD. A missing region has an unknown price, not a price of 0. */
  readonly byRegion: Partial<Record<PricedRegion, number>>;
  readonly source: string;
  /** Date on which the source was read, ISO date. */
  readonly read: string;
  /** Regions whose price has one source only, or is copied from another region. @default - none */
  readonly unconfirmed?: readonly PricedRegion[];
}

/** Source of most prices, and when it was read. Tables with another source state their own. */
export const EXTRACTS = {
  source: "AWS Price List API, extracts of 2026-07 to 2026-10 in public repositories",
  read: "2026-11-20",
} as const;

/** A price in one region. */
export interface Price {
  readonly usd: number;
  readonly per: string;
  readonly source: string;
  readonly read: string;
  readonly confirmed: boolean;
}

/** Price in a region; undefined if it is not known. */
export function priceIn(table: PriceTable, region: string): Price | undefined {
  const priced = PRICED_REGIONS.find((each) => each === region);
  const usd = priced && table.byRegion[priced];
  if (usd === undefined) return undefined;
  const { per, source, read, unconfirmed = [] } = table;
  return { usd, per, source, read, confirmed: !unconfirmed.includes(priced as PricedRegion) };
}

/** The same price in every region of the tables. */
export const everywhere = (usd: number): PriceTable["byRegion"] =>
  Object.fromEntries(PRICED_REGIONS.map((region) => [region, usd]));

/** All regions of the tables except the given ones. */
export const allBut = (...confirmed: readonly PricedRegion[]): readonly PricedRegion[] =>
  PRICED_REGIONS.filter((region) => !confirmed.includes(region));
