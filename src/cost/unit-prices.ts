import { HOURS } from "../facts/hours";
import { type CostLine, HOUR, MONTH } from "./line";

/** Price of an hour of one node or pod. */
export interface UnitPrice {
  readonly usd: number;
  /** Regions whose prices it has, where the region of the resource has none. */
  readonly elsewhere: readonly string[];
}

/**
 * Price of an hour of one unit, such as `node`, from the lines of a resource that are counted by it: for a node its
 * instance and its disk. Monthly prices are divided by the hours of a month. Undefined without lines, or if one has no
 * price.
 */
export function unitPrice(lines: readonly CostLine[], address: string, unit: string): UnitPrice | undefined {
  const counted = lines.filter(
    (line) => line.address === address && line.factors.some((factor) => factor.unit === unit),
  );
  const amounts = counted.flatMap((line) => hourly(line, unit) ?? []);
  if (counted.length === 0 || amounts.length < counted.length) return undefined;
  const elsewhere = counted.flatMap(({ price }) => (price?.origin === "other" ? [price.region] : []));
  return { usd: amounts.reduce((sum, usd) => sum + usd, 0), elsewhere: [...new Set(elsewhere)] };
}

/** Price of an hour: the product of a line without its units and its hours. */
function hourly({ factors, price }: CostLine, unit: string): number | undefined {
  const others = factors.filter((factor) => ![unit, HOUR, MONTH].includes(factor.unit));
  const product = others.reduce((usd, { max }) => usd * max, price?.usd ?? NaN);
  const isMonthly = factors.some((factor) => factor.unit === MONTH);
  if (Number.isNaN(product)) return undefined;
  return isMonthly ? product / HOURS.ofMonth : product;
}
