import { own } from "../core/own";
import { type PriceTable, type PricedRegion } from "./prices";

type Usd = PriceTable["byRegion"];

/**
 * Price of a GPU family in other regions, as a factor on us-east-1. The same for all sizes that were read: xlarge to 8xlarge
 * of g5, 2xlarge and 48xlarge of g6. In regions without a factor, the source has no prices of the family.
 */
const G6_FACTORS: Usd = {
  "us-east-1": 1,
  "us-east-2": 1,
  "us-west-2": 1,
  "eu-west-2": 1.26938,
  "eu-central-1": 1.2505,
  "ap-south-1": 1.2008,
  "ap-southeast-2": 1.3002,
  "ap-northeast-1": 1.4503,
};
const G5_FACTORS: Usd = { ...G6_FACTORS, "eu-west-1": 1.1163 };

/** Decimals of instance prices in the Price List API. */
const DIGITS = 5;

const inRegions = (virginia: number, factors: Usd): Usd =>
  Object.fromEntries(
    Object.entries(factors).map(([region, factor]) => [region, Number((virginia * factor).toFixed(DIGITS))]),
  );

const g5 = (usd: number): Usd => inRegions(usd, G5_FACTORS);
const g6 = (usd: number): Usd => inRegions(usd, G6_FACTORS);

/** Prices of GPU types, which are not in proportion to the size. */
const SINGLE: Readonly<Record<string, Usd>> = {
  "g4dn.xlarge": { "us-east-1": 0.526 },
  "g4dn.2xlarge": { "us-east-1": 0.752 },
  "g4dn.4xlarge": { "us-east-1": 1.204 },
  "g4dn.8xlarge": { "us-east-1": 2.176 },
  "g4dn.12xlarge": { "us-east-1": 3.912 },
  "g4dn.16xlarge": { "us-east-1": 4.352 },
  "g5.xlarge": g5(1.006),
  "g5.2xlarge": g5(1.212),
  "g5.4xlarge": g5(1.624),
  "g5.8xlarge": g5(2.448),
  "g5.12xlarge": g5(5.672),
  "g5.16xlarge": g5(4.096),
  "g5.24xlarge": g5(8.144),
  "g5.48xlarge": g5(16.288),
  "g6.xlarge": g6(0.8048),
  "g6.2xlarge": g6(0.9776),
  "g6.4xlarge": g6(1.3232),
  "g6.8xlarge": g6(2.0144),
  "g6.12xlarge": g6(4.6016),
  "g6.16xlarge": g6(3.3968),
  "g6.24xlarge": g6(6.6752),
  "g6.48xlarge": g6(13.3504),
  "p4d.24xlarge": {
    "us-east-1": 21.95764,
    "us-east-2": 21.95764,
    "us-west-2": 21.95764,
    "eu-west-1": 23.71569,
    "eu-west-2": 28.54493,
    "eu-central-1": 27.43298,
    "ap-south-1": 26.3444,
    "ap-southeast-2": 28.54493,
    "ap-northeast-1": 30.09784,
  },
  "p4de.24xlarge": {
    "us-east-1": 27.44705,
    "us-west-2": 27.44705,
    "eu-central-1": 34.29122,
    "ap-southeast-1": 32.93646,
    "ap-northeast-1": 37.6223,
  },
  "p5.4xlarge": {
    "us-east-1": 6.88,
    "eu-west-2": 8.944,
    "ap-south-1": 8.256,
    "ap-southeast-2": 8.944,
    "ap-northeast-1": 8.6,
  },
  "p5.48xlarge": {
    "us-east-1": 55.04,
    "us-east-2": 55.04,
    "us-west-2": 55.04,
    "eu-west-2": 71.552,
    "ap-south-1": 66.048,
    "ap-southeast-2": 71.552,
    "ap-northeast-1": 68.8,
  },
};

/** GPU types whose prices have other second sources: p5 an article with the price of us-east-1, p4 none. */
export const GPU_CONFIRMED: ReadonlyMap<string, readonly PricedRegion[]> = new Map([
  ["p4d.24xlarge", []],
  ["p4de.24xlarge", []],
  ["p5.4xlarge", []],
  ["p5.48xlarge", ["us-east-1"]],
]);

/** Prices of a GPU type by region; undefined for another type. */
export const gpuPrices = (instanceType: string): Usd | undefined => own(SINGLE, instanceType);
