/** The price of one unit in one region. */
export interface RegionPrice {
  readonly usd: number;
  /** A key of `SOURCES`. */
  readonly source: string;
  /** True if several sources agree on this price in this region. Every other price has one source, or is copied or derived. */
  readonly confirmed: boolean;
}

/** Prices of one region. A missing one is unknown, and not 0. */
export interface RegionPrices {
  /** By the keys of `PRICE_ITEMS`. */
  readonly items: Readonly<Record<string, RegionPrice>>;
  /** USD an hour by instance type: the smallest size of a family in proportion to its sizes, and each other type. */
  readonly instances: Readonly<Record<string, RegionPrice>>;
}
