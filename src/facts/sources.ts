import facts from "./prices/price-sources.json";

/** The origin of a price, and when it was read. */
export interface Source {
  readonly source: string;
  /** ISO date. */
  readonly read: string;
}

/** Date of the newest price. Each price states when it was read. */
export const PRICES_OF = "2026-11-22";

/** Sources of prices, by the key that a price has. */
export const SOURCES: Readonly<Record<string, Source>> = facts.sources;
