import { own } from "../core/own";
import { type PriceTable, type PricedRegion, READ_REGIONS } from "./prices";
import { GPU_CONFIRMED, gpuPrices } from "./prices-gpu";

/** Prices of instances: Linux, on demand, shared tenancy. A type that is not here has no price. */

type Usd = PriceTable["byRegion"];

/** Source of instance prices in several regions. */
const REGIONS = {
  source:
    "aws/karpenter-provider-aws, zz_generated.pricing_aws.go (2026-07-20), and skypilot-org/skypilot-catalog, catalogs/v8/aws/vms.csv",
  read: "2026-11-21",
} as const;

/** Source of instance prices in us-east-1 only, an older file. */
const VIRGINIA = {
  source: "aws/karpenter-provider-aws, zz_generated.pricing_aws.go (generated 2026-01-19)",
  read: "2026-11-20",
} as const;

/** Regions of both sources. */
const TWO_SOURCES: readonly PricedRegion[] = ["us-east-1", "eu-central-1"];

interface Family {
  readonly smallest: "medium" | "large";
  /** Price of the smallest size for nodes. */
  readonly usd: Usd;
  /** @default - `TWO_SOURCES` */
  readonly confirmed?: readonly PricedRegion[];
}

const large = (usd: Usd, confirmed = TWO_SOURCES): Family => ({ smallest: "large", usd, confirmed });

/** Families in which the price grows in proportion to the size. */
const FAMILIES: Readonly<Record<string, Family>> = {
  t3: {
    smallest: "medium",
    usd: {
      "us-east-1": 0.0416,
      "us-east-2": 0.0416,
      "us-west-2": 0.0416,
      "eu-west-1": 0.0456,
      "eu-west-2": 0.0472,
      "eu-central-1": 0.048,
      "ap-south-1": 0.0448,
      "ap-southeast-1": 0.0528,
      "ap-southeast-2": 0.0528,
      "ap-northeast-1": 0.0544,
    },
    confirmed: READ_REGIONS,
  },
  t3a: { smallest: "medium", usd: { "us-east-1": 0.0376 } },
  t4g: { smallest: "medium", usd: { "us-east-1": 0.0336 } },
  m6i: large({
    "us-east-1": 0.096,
    "us-west-2": 0.096,
    "eu-west-1": 0.107,
    "eu-central-1": 0.115,
    "ap-southeast-1": 0.12,
    "ap-southeast-2": 0.12,
    "ap-northeast-1": 0.124,
  }),
  m7i: large(
    {
      "us-east-1": 0.1008,
      "us-east-2": 0.1008,
      "us-west-2": 0.1008,
      "eu-west-1": 0.11235,
      "eu-west-2": 0.11655,
      "eu-central-1": 0.12075,
      "ap-south-1": 0.10605,
      "ap-southeast-1": 0.126,
      "ap-southeast-2": 0.126,
      "ap-northeast-1": 0.1302,
    },
    ["us-east-1"],
  ),
  // Another public price table has the same price in eu-central-1.
  c7i: large({
    "us-east-1": 0.08925,
    "us-east-2": 0.08925,
    "us-west-2": 0.08925,
    "eu-west-1": 0.09576,
    "eu-west-2": 0.10605,
    "eu-central-1": 0.10185,
    "ap-south-1": 0.08925,
    "ap-southeast-1": 0.1029,
    "ap-southeast-2": 0.11655,
    "ap-northeast-1": 0.11235,
  }),
  r7i: large(
    {
      "us-east-1": 0.1323,
      "us-east-2": 0.1323,
      "us-west-2": 0.1323,
      "eu-west-1": 0.14805,
      "eu-west-2": 0.1554,
      "eu-central-1": 0.1596,
      "ap-south-1": 0.1365,
      "ap-southeast-1": 0.1596,
      "ap-southeast-2": 0.15855,
      "ap-northeast-1": 0.1596,
    },
    ["us-east-1"],
  ),
  m8g: large(
    {
      "us-east-1": 0.08976,
      "us-east-2": 0.08976,
      "us-west-2": 0.08976,
      "eu-west-1": 0.10004,
      "eu-west-2": 0.1038,
      "eu-central-1": 0.10754,
      "ap-south-1": 0.06416,
      "ap-southeast-1": 0.1122,
      "ap-southeast-2": 0.1122,
      "ap-northeast-1": 0.11594,
    },
    [],
  ),
  c6i: large({ "us-east-1": 0.085 }),
  c6a: large({ "us-east-1": 0.0765 }),
  c6g: large({ "us-east-1": 0.068 }),
  c7a: large({ "us-east-1": 0.10264 }),
  c7g: large({ "us-east-1": 0.0725 }),
  m5: large({ "us-east-1": 0.096 }),
  m5a: large({ "us-east-1": 0.086 }),
  m6a: large({ "us-east-1": 0.0864 }),
  m6g: large({ "us-east-1": 0.077 }),
  m7a: large({ "us-east-1": 0.11592 }),
  m7g: large({ "us-east-1": 0.0816 }),
  r5: large({ "us-east-1": 0.126 }),
  r6i: large({ "us-east-1": 0.126 }),
  r6a: large({ "us-east-1": 0.1134 }),
  r6g: large({ "us-east-1": 0.1008 }),
  r7a: large({ "us-east-1": 0.15215 }),
  r7g: large({ "us-east-1": 0.1071, "us-east-2": 0.1071, "us-west-2": 0.1071 }, ["us-east-1"]),
};

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

/** Price of an instance hour; undefined for a type that is not in the tables. */
export function instanceHour(instanceType: string): PriceTable | undefined {
  const gpu = gpuPrices(instanceType);
  return gpu ? table(gpu, GPU_CONFIRMED.get(instanceType) ?? TWO_SOURCES) : ofFamily(instanceType);
}

const table = (byRegion: Usd, confirmed: readonly PricedRegion[]): PriceTable => ({
  per: "hour",
  byRegion,
  ...(Object.keys(byRegion).length > 1 ? REGIONS : VIRGINIA),
  confirmed,
});

function ofFamily(instanceType: string): PriceTable | undefined {
  const [name = "", size = ""] = instanceType.split(".");
  const family = own(FAMILIES, name);
  const [units, smallest] = [SIZES.get(size), SIZES.get(family?.smallest ?? "")];
  if (!family || units === undefined || smallest === undefined || units < smallest) return undefined;
  const byRegion = Object.fromEntries(
    Object.entries(family.usd).map(([region, usd]) => [region, (usd * units) / smallest]),
  );
  return table(byRegion, family.confirmed ?? TWO_SOURCES);
}
