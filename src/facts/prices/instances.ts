import { own } from "../../base/own";
import { type RegionPrice } from "./region-prices";

/** Price of a size in multiples of the `medium` size of the family. */
const SIZES: ReadonlyMap<string, number> = new Map([
  ["medium", 1],
  ["large", 2],
  ["xlarge", 4],
  ["2xlarge", 8],
  ["4xlarge", 16],
  ["8xlarge", 32],
  ["12xlarge", 48],
  ["16xlarge", 64],
  ["24xlarge", 96],
]);

/** Smallest sizes for nodes. A region has the price of one of them for a family in which prices grow with the size. */
const SMALLEST = ["medium", "large"];

/** Price of an instance hour among those of a region; undefined for a type without a price. */
export function instanceHour(
  rows: Readonly<Record<string, RegionPrice>>,
  instanceType: string,
): RegionPrice | undefined {
  return own(rows, instanceType) ?? ofFamily(rows, instanceType);
}

function ofFamily(
  rows: Readonly<Record<string, RegionPrice>>,
  instanceType: string,
): RegionPrice | undefined {
  const [family = "", size = ""] = instanceType.split(".");
  const [smallest] = SMALLEST.filter((each) => own(rows, `${family}.${each}`));
  const [units, least] = [SIZES.get(size), SIZES.get(smallest ?? "")];
  const row = own(rows, `${family}.${smallest}`);
  if (!row || units === undefined || least === undefined || units < least) return undefined;
  return { ...row, usd: (row.usd * units) / least };
}
