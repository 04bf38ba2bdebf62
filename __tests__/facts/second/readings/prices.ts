import { REGION_PRICES } from "../../../../src/facts/prices/all-regions";
import { instanceHour } from "../../../../src/facts/prices/instances";
import { HOURS } from "../../../../src/facts/hours";
import second from "../prices.json";
import { type SecondReading, differing } from "../reading";

interface SecondPrice {
  readonly usd: number;
  /** Amount that the price is for, such as hours. @default 1 */
  readonly for?: number;
  readonly source: string;
}

interface SecondPrices {
  readonly items: Readonly<Record<string, SecondPrice>>;
  readonly instances: Readonly<Record<string, SecondPrice>>;
}

const SECOND: Readonly<Record<string, SecondPrices>> = second.regions;

/** Collections round hourly prices of instances in the sixth digit, and bills amounts to cents. */
function priceDifferences(what: string, own: number | undefined, row: SecondPrice): readonly string[] {
  const paid = (own ?? NaN) * (row.for ?? 1);
  const most = row.for === undefined ? row.usd * 0.00001 : 0.006;
  return Math.abs(paid - row.usd) <= most ? [] : differing(what, paid, row.usd);
}

export const READINGS: readonly SecondReading[] = [
  {
    title: "prices of services: infracost and a bill",
    differences: () =>
      Object.entries(SECOND).flatMap(([region, { items }]) =>
        Object.entries(items).flatMap(([item, row]) =>
          priceDifferences(`${item} in ${region}`, REGION_PRICES.get(region)?.items[item]?.usd, row),
        ),
      ),
  },
  {
    title: "prices of instances: two collections of the Price List API",
    differences: () =>
      Object.entries(SECOND).flatMap(([region, { instances }]) =>
        Object.entries(instances).flatMap(([type, row]) =>
          priceDifferences(
            `${type} in ${region}`,
            instanceHour(REGION_PRICES.get(region)?.instances ?? {}, type)?.usd,
            row,
          ),
        ),
      ),
  },
  {
    title: "hours of a month: the average that infracost multiplies with",
    differences: () =>
      differing("hours of a month", HOURS.ofMonth, second.regions["us-east-1"].items.albHour.for),
  },
];
