import facts from "./price-sources.json";

/** The origin of a price, and when it was read. */
interface Source {
  readonly source: string;
  /** ISO date. */
  readonly read: string;
}

/** Sources of prices, by the key that a price has. */
export const SOURCES: Readonly<Record<string, Source>> = facts.sources;
