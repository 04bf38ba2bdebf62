import { PRICE_ITEMS, type PriceItem } from "../facts/items";
import { type Price, instancePriceNear, priceNear } from "../facts/prices";

/** Prices that the environment's file gives, such as those of an agreement with AWS. */
export interface OwnPrices {
  readonly source: string;
  /** ISO date. */
  readonly asOf: string;
  /** USD an hour, by instance type. */
  readonly instanceHours: ReadonlyMap<string, number>;
  /** USD a unit, by the keys of `PRICE_ITEMS`. */
  readonly items: ReadonlyMap<string, number>;
}

export const NO_OWN_PRICES: OwnPrices = { source: "", asOf: "", instanceHours: new Map(), items: new Map() };

/** The key of the file that holds them. */
export const PRICES_KEY = "prices";

/** A value of an environment's file, with its path. */
interface Value {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

/** Own prices in the values of an environment. */
export function ownPricesIn(settings: readonly Value[]): OwnPrices {
  const given = settings.filter(({ path }) => path[0] === PRICES_KEY);
  const text = (key: string): string => {
    const found = given.find(({ path }) => path.length === 2 && path[1] === key)?.value;
    return typeof found === "string" ? found : "";
  };
  const amounts = (group: string): Map<string, number> =>
    new Map(
      given.flatMap(({ path: [, first, second], value }) =>
        first === group && second !== undefined && typeof value === "number"
          ? [[String(second), value] as const]
          : [],
      ),
    );
  return {
    source: text("source"),
    asOf: text("asOf"),
    instanceHours: amounts("instanceHours"),
    items: amounts("items"),
  };
}

/** Price of an item: the team's own, that of the region, or that of the nearest region with a price. */
export function itemPrice(own: OwnPrices, item: PriceItem, region: string): Price | undefined {
  const usd = own.items.get(item);
  return usd === undefined ? priceNear(item, region) : ownPrice(own, usd, PRICE_ITEMS[item], region);
}

/** Price of an instance hour, in the same order. */
export function instancePrice(own: OwnPrices, instanceType: string, region: string): Price | undefined {
  const usd = own.instanceHours.get(instanceType);
  return usd === undefined ? instancePriceNear(instanceType, region) : ownPrice(own, usd, "hour", region);
}

const ownPrice = ({ source, asOf }: OwnPrices, usd: number, per: string, region: string): Price => ({
  usd,
  per,
  source,
  read: asOf,
  confirmed: true,
  origin: "own",
  region,
});
