import { readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "../../src/base/zod";
import { instanceCapacity } from "../../src/facts/instance-capacity";
import { PRICE_ITEMS, type PriceItem } from "../../src/facts/items";
import { PRICES_OF, instancePriceIn, instancePriceNear, priceIn, priceNear } from "../../src/facts/prices";
import { PRICED_REGIONS, REGION_PRICES } from "../../src/facts/prices/all-regions";
import { REGION_PLACES, nearestRegion } from "../../src/facts/prices/region-places";
import { type RegionPrice, type RegionPrices } from "../../src/facts/prices/region-prices";
import { SOURCES } from "../../src/facts/prices/sources";
import { EKS_REGIONS } from "../../src/facts/regions";

const PRICE_KEYS = Object.keys(PRICE_ITEMS) as PriceItem[];

const rowsOf = ({ items, instances }: RegionPrices): RegionPrice[] => [
  ...Object.values(items),
  ...Object.values(instances),
];

describe.each([...REGION_PRICES])("the prices of %s", (region, prices) => {
  const rows = rowsOf(prices);

  test("are of a region with EKS", () => {
    expect(EKS_REGIONS).toContain(region);
  });

  test("are more than ten", () => {
    expect(rows.length).toBeGreaterThan(10);
  });

  test("each have a price, a known source and a confirmation, and nothing else", () => {
    const row = z.strictObject({
      usd: z.number().positive(),
      source: z.enum(Object.keys(SOURCES)),
      confirmed: z.boolean(),
    });
    const file = z.strictObject({
      items: z.partialRecord(z.enum(PRICE_KEYS), row),
      instances: z.record(z.string().regex(/^[a-z0-9]+\.[a-z0-9]+$/), row),
    });
    expect(() => file.parse(prices)).not.toThrow();
  });
});

test("a source has the date on which it was read, no later than PRICES_OF", () => {
  const wrong = Object.values(SOURCES).filter(
    ({ source, read }) => source === "" || !/^\d{4}-\d\d-\d\d$/.test(read) || read > PRICES_OF,
  );
  expect(wrong).toEqual([]);
});

test("each file of a region is used", () => {
  const files = readdirSync(join(__dirname, "../../src/facts/prices/regions"));
  expect(files.sort()).toEqual(PRICED_REGIONS.map((region) => `${region}.json`).sort());
});

test("every item has a unit, and a price in at least one region", () => {
  const lacking = PRICE_KEYS.filter(
    (item) => PRICE_ITEMS[item] === "" || !PRICED_REGIONS.some((region) => priceIn(item, region)),
  );
  expect(lacking).toEqual([]);
  expect(PRICE_KEYS.length).toBeGreaterThan(15);
});

test.each(["us-east-2", "eu-west-2", "ap-south-1"])(
  "no item of %s is confirmed, since only its instances were read",
  (region) => {
    expect(PRICE_KEYS.filter((item) => priceIn(item, region)?.confirmed)).toEqual([]);
  },
);

describe("the nearest region", () => {
  test("is known for every region with EKS", () => {
    expect(Object.keys(REGION_PLACES).sort()).toEqual([...EKS_REGIONS].sort());
  });

  test.each(PRICED_REGIONS)("of %s is the region itself", (region) => {
    expect(nearestRegion(region, PRICED_REGIONS)).toBe(region);
  });

  test.each([
    ["eu-west-3", "eu-west-2"],
    ["eu-south-1", "eu-central-1"],
    ["ap-southeast-3", "ap-southeast-1"],
    ["ap-southeast-6", "ap-southeast-2"],
    ["ap-northeast-2", "ap-northeast-1"],
    ["us-west-1", "us-west-2"],
    ["ca-central-1", "us-east-1"],
  ])("of %s is %s", (region, nearest) => {
    expect(nearestRegion(region, PRICED_REGIONS)).toBe(nearest);
  });

  test.each(["", "mars-north-1", "constructor"])("of the unknown region %j is undefined", (region) => {
    expect(nearestRegion(region, PRICED_REGIONS)).toBeUndefined();
  });

  test("lends its price, which is then not confirmed and names it", () => {
    expect(priceNear("natGatewayHour", "eu-west-3")).toMatchObject({
      usd: 0.052,
      origin: "other",
      region: "eu-central-1",
      confirmed: false,
    });
  });

  test("lends no price if the region has one", () => {
    expect(priceNear("natGatewayHour", "eu-west-1")).toMatchObject({
      origin: "region",
      confirmed: true,
    });
  });
});

test("a region with a price has it with its unit", () => {
  expect(priceIn("natGatewayHour", "ap-southeast-1")).toMatchObject({
    usd: 0.059,
    per: "hour",
    confirmed: true,
  });
});

test.each(["eu-south-2", ""])("the price of the region %j, which has no file, is undefined", (region) => {
  expect(priceIn("natGatewayHour", region)).toBeUndefined();
});

test("an item that the file of a region lacks has no price there, not a price of 0", () => {
  expect(priceIn("natGatewayHour", "us-east-2")).toBeUndefined();
});

test("a price with one source is not confirmed", () => {
  expect(priceIn("interfaceEndpointHour", "ap-southeast-2")?.confirmed).toBe(false);
});

test("a price with several sources is confirmed", () => {
  expect(priceIn("interfaceEndpointHour", "ap-southeast-1")?.confirmed).toBe(true);
});

describe("instances", () => {
  const inVirginia = (type: string) => instancePriceIn(type, "us-east-1")?.usd;

  test.each([
    ["t3.medium", 0.0416],
    ["t3.2xlarge", 0.3328],
    ["t4g.large", 0.0672],
    ["m6i.large", 0.096],
    ["m6i.16xlarge", 3.072],
    ["c7a.4xlarge", 0.82112],
    ["r7g.12xlarge", 2.5704],
    ["g5.xlarge", 1.006],
    ["g6.48xlarge", 13.3504],
    ["g6e.xlarge", 1.861],
    ["g6e.12xlarge", 10.49264],
    ["g6e.48xlarge", 30.13118],
    ["p5en.48xlarge", 63.296],
  ])("%s costs %d USD an hour in us-east-1", (type, usd) => {
    expect(inVirginia(type)).toBeCloseTo(usd, 9);
  });

  test.each([
    "t3.small",
    "m6i.medium",
    "m6i.metal",
    "m6i.constructor",
    "constructor.large",
    "x99.large",
    "t3",
    "",
  ])("%s has no price", (type) => {
    expect(instancePriceNear(type, "us-east-1")).toBeUndefined();
  });

  test.each(["t3.medium", "t3a.xlarge", "m5.large", "r6i.2xlarge", "g4dn.xlarge", "g5.48xlarge"])(
    "%s has a price and a known capacity",
    (type) => {
      expect(inVirginia(type)).toBeGreaterThan(0);
      expect(instanceCapacity(type)).toBeDefined();
    },
  );

  test("an instance type with a price in one region has no price of another region", () => {
    expect(inVirginia("m5.large")).toBeCloseTo(0.096, 9);
    expect(instancePriceIn("m5.large", "eu-west-1")).toBeUndefined();
  });

  test.each([
    ["m7i.12xlarge", "eu-west-1", 2.6964],
    ["m7i.16xlarge", "ap-northeast-1", 4.1664],
    ["c7i.8xlarge", "ap-southeast-2", 1.8648],
    ["r7i.24xlarge", "eu-central-1", 7.6608],
    ["g5.8xlarge", "ap-northeast-1", 3.55033],
    ["g5.4xlarge", "eu-west-1", 1.81287],
    ["g6.2xlarge", "eu-central-1", 1.22249],
    ["p4d.24xlarge", "eu-west-1", 23.71569],
    ["p5.48xlarge", "ap-southeast-2", 71.552],
  ])("%s in %s costs %d USD an hour, as in the source", (type, region, usd) => {
    expect(instancePriceIn(type, region)?.usd).toBeCloseTo(usd, 4);
  });

  test("p5e has no price, since the source has none", () => {
    expect(instancePriceNear("p5e.48xlarge", "us-east-1")).toBeUndefined();
  });

  test("g6 has no price in eu-west-1, where the source has none", () => {
    expect(instancePriceNear("g6.xlarge", "eu-west-1")).toMatchObject({
      origin: "other",
      region: "eu-west-2",
    });
  });

  test.each(["p4d.24xlarge", "p4de.24xlarge", "p5.4xlarge", "p5.48xlarge"])(
    "%s has a price in us-east-1",
    (type) => {
      expect(inVirginia(type)).toBeGreaterThan(1);
    },
  );
});

/**
 * The reference environments buy no gp3 performance beyond the baseline. No source confirms the prices of transit gateways
 * outside us-east-1, and none has those of observations and databases.
 */
const NOT_NEEDED: readonly PriceItem[] = [
  "gp3IopsMonth",
  "gp3ThroughputMonth",
  "transitGatewayAttachmentHour",
  "transitGatewayGb",
  "observationsMillion",
  "smallDatabaseHour",
  "databaseGbMonth",
];

/** Regions whose prices were read on 2026-11-20, for all services. */
const READ = [
  ...["us-east-1", "us-west-2", "eu-west-1", "eu-central-1", "ap-southeast-1", "ap-southeast-2"],
  "ap-northeast-1",
];

test.each(PRICE_KEYS.filter((item) => !NOT_NEEDED.includes(item)))(
  "%s has a price in each of the seven regions that were read",
  (item) => {
    expect(READ.filter((region) => priceIn(item, region) === undefined)).toEqual([]);
  },
);
