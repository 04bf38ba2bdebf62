import table from "./priced-items.json";

export type PriceItem = keyof typeof table.items;

/**
 * Units of every price except those of instances, by the key with which an environment's file can
 * replace it. Prices are on demand, without tax, discounts and free tiers. The files in `regions`
 * have them.
 */
export const PRICE_ITEMS = Object.fromEntries(
  Object.entries(table.items).map(([item, { unit }]) => [item, unit]),
) as Readonly<Record<PriceItem, string>>;
