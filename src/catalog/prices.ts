/** Hours that AWS bills for a full month: the year's 8,760 over twelve. A 30-day month has 720. */
export const HOURS_A_MONTH = 730;

/** Hours of a month of 31 days, the longest that a bill can be for. */
export const HOURS_OF_THE_LONGEST_MONTH = 744;

/** The day of the newest price in the tables; each table says when it was read. */
export const PRICES_OF = "2026-11-20";

/** Regions whose prices were looked up. In any other none is known, whatever a table says of all regions. */
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

/** What something costs by region, on demand, without tax, discounts and free tiers. */
export interface PriceTable {
  /** What one buys, such as `zone-hour` or `GB`. */
  readonly per: string;
  /** USD. A region that is missing has no known price, which is not the same as none. */
  readonly byRegion: Partial<Record<PricedRegion, number>>;
  readonly source: string;
  /** The day on which that was read, ISO date. */
  readonly read: string;
  /** Regions whose price was seen in one place only, or is taken from another region. */
  readonly unconfirmed?: readonly PricedRegion[];
}

/** Where most prices were read, and when; a table that was read elsewhere says so itself. */
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

/** The price in a region; undefined where none is known. */
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

/** All regions of the tables but some. */
export const allBut = (...confirmed: readonly PricedRegion[]): readonly PricedRegion[] =>
  PRICED_REGIONS.filter((region) => !confirmed.includes(region));
