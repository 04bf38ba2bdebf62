import * as compute from "../../src/catalog/prices-compute";
import { instanceHour } from "../../src/catalog/prices-instances";
import { GPU_CONFIRMED } from "../../src/catalog/prices-gpu";
import { PRICE_ITEMS } from "../../src/catalog/price-items";
import * as network from "../../src/catalog/prices-network";
import * as services from "../../src/catalog/prices-services";
import { instanceCapacity } from "../../src/catalog/instance-capacity";
import { REGION_PLACES, nearestRegion } from "../../src/catalog/region-places";
import { EKS_REGIONS } from "../../src/catalog/regions";
import {
  PRICED_REGIONS,
  PRICES_OF,
  type PriceTable,
  READ_REGIONS,
  everywhere,
  priceIn,
  priceNear,
} from "../../src/catalog/prices";

const isTable = (value: unknown): value is PriceTable =>
  typeof value === "object" && value !== null && "byRegion" in value;

const TABLES = Object.entries({ ...compute, ...network, ...services, ...compute.CLUSTER_PRICES }).filter(
  (entry): entry is [string, PriceTable] => isTable(entry[1]),
);

test("the modules of the catalog have more than 15 price tables", () => {
  expect(TABLES.length).toBeGreaterThan(15);
});

test.each(TABLES)("%s has at least one price, and all its prices are positive", (_, { byRegion }) => {
  const prices = Object.values(byRegion);
  expect(prices).not.toEqual([]);
  expect(prices.filter((usd) => !(usd > 0))).toEqual([]);
});

test.each(TABLES)("%s has a unit and a source", (_, { source, per }) => {
  expect(source).not.toBe("");
  expect(per).not.toBe("");
});

test.each(TABLES)("%s has the date on which it was read, no later than PRICES_OF", (_, { read }) => {
  expect(read).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(read <= PRICES_OF).toBe(true);
});

test("every table is an item that an environment's file can price", () => {
  expect(new Set(Object.values(PRICE_ITEMS))).toEqual(new Set(TABLES.map(([, table]) => table)));
});

test.each(TABLES)("each confirmed region of %s has a price", (_, { byRegion, confirmed }) => {
  expect(confirmed.filter((region) => byRegion[region] === undefined)).toEqual([]);
});

describe("a region that is added to the list", () => {
  const added = PRICED_REGIONS.filter((region) => !READ_REGIONS.includes(region));

  test.each(TABLES)("confirms no price of %s", (_, table) => {
    expect(added).toEqual(["us-east-2", "eu-west-2", "ap-south-1"]);
    expect(added.filter((region) => priceIn(table, region)?.confirmed)).toEqual([]);
  });

  test("gets the price of everywhere, unconfirmed unless the table names it", () => {
    const table = { per: "GB", byRegion: everywhere(1), source: "a source", read: "2026-11-21" };
    expect(priceIn({ ...table, confirmed: ["us-east-1"] }, "us-east-2")).toMatchObject({
      usd: 1,
      confirmed: false,
    });
    expect(priceIn({ ...table, confirmed: ["us-east-2"] }, "us-east-2")?.confirmed).toBe(true);
  });
});

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
    expect(priceNear(network.NAT_GATEWAY_HOUR, "eu-west-3")).toMatchObject({
      usd: 0.052,
      origin: "other",
      region: "eu-central-1",
      confirmed: false,
    });
  });

  test("lends no price if the region has one", () => {
    expect(priceNear(network.NAT_GATEWAY_HOUR, "eu-west-1")).toMatchObject({
      origin: "region",
      confirmed: true,
    });
  });
});

test("a region of a table has a price with its unit", () => {
  expect(priceIn(network.NAT_GATEWAY_HOUR, "ap-southeast-1")).toMatchObject({
    usd: 0.059,
    per: "hour",
    confirmed: true,
  });
});

test.each(["eu-south-2", ""])("the price of the region %j, which is in no table, is undefined", (region) => {
  expect(priceIn(network.NAT_GATEWAY_HOUR, region)).toBeUndefined();
});

test("the price of a region that a table lacks is undefined", () => {
  expect(priceIn({ ...network.NAT_GATEWAY_HOUR, byRegion: {} }, "us-east-1")).toBeUndefined();
});

test("a price with one source is not confirmed", () => {
  expect(priceIn(network.INTERFACE_ENDPOINT_HOUR, "ap-southeast-2")?.confirmed).toBe(false);
});

test("a price with several sources is confirmed", () => {
  expect(priceIn(network.INTERFACE_ENDPOINT_HOUR, "ap-southeast-1")?.confirmed).toBe(true);
});

describe("instances", () => {
  const inVirginia = (type: string) => {
    const table = instanceHour(type);
    return table && priceIn(table, "us-east-1")?.usd;
  };

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
    expect(instanceHour(type)).toBeUndefined();
  });

  test.each(["t3.medium", "t3a.xlarge", "m5.large", "r6i.2xlarge", "g4dn.xlarge", "g5.48xlarge"])(
    "%s has a price and a known capacity",
    (type) => {
      expect(inVirginia(type)).toBeGreaterThan(0);
      expect(instanceCapacity(type)).toBeDefined();
    },
  );

  test("an instance type with a price in one region has no price of another region", () => {
    const table = instanceHour("m5.large");
    expect(table && priceIn(table, "us-east-1")?.usd).toBeCloseTo(0.096, 9);
    expect(table && priceIn(table, "eu-west-1")).toBeUndefined();
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
    const table = instanceHour(type);
    expect(table && priceIn(table, region)?.usd).toBeCloseTo(usd, 4);
  });

  test("g6 has no price in eu-west-1, where the source has none", () => {
    const table = instanceHour("g6.xlarge");
    expect(table && priceNear(table, "eu-west-1")).toMatchObject({ origin: "other", region: "eu-west-2" });
  });

  test.each([...GPU_CONFIRMED.keys()])("%s has a price in us-east-1", (type) => {
    expect(inVirginia(type)).toBeGreaterThan(1);
  });
});

/**
 * The reference environments buy no gp3 performance beyond the baseline. No source confirms the prices of transit gateways
 * outside us-east-1, and none has those of observations.
 */
const NEEDED = TABLES.filter(([name]) => !/^(GP3_(IOPS|THROUGHPUT)|TRANSIT_GATEWAY|OBSERVATIONS)/.test(name));

test.each(NEEDED)("%s has a price in each of the seven regions that were read", (_, { byRegion }) => {
  expect(READ_REGIONS.filter((region) => byRegion[region] === undefined)).toEqual([]);
});
