import * as compute from "../../src/catalog/prices-compute";
import * as network from "../../src/catalog/prices-network";
import * as services from "../../src/catalog/prices-services";
import { instanceCapacity } from "../../src/catalog/instance-capacity";
import { PRICED_REGIONS, PRICES_OF, type PriceTable, priceIn } from "../../src/catalog/prices";

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

test("some prices are unconfirmed", () => {
  expect(TABLES.flatMap(([, { unconfirmed = [] }]) => unconfirmed)).not.toEqual([]);
});

test.each(TABLES)("each unconfirmed region of %s has a price", (_, { byRegion, unconfirmed = [] }) => {
  expect(unconfirmed.filter((region) => byRegion[region] === undefined)).toEqual([]);
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
    const table = compute.instanceHour(type);
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

  test.each(["t3.small", "m6i.medium", "m6i.metal", "x99.large", "t3", ""])("%s has no price", (type) => {
    expect(compute.instanceHour(type)).toBeUndefined();
  });

  test.each(["t3.medium", "t3a.xlarge", "m5.large", "r6i.2xlarge", "g4dn.xlarge", "g5.48xlarge"])(
    "%s has a price and a known capacity",
    (type) => {
      expect(inVirginia(type)).toBeGreaterThan(0);
      expect(instanceCapacity(type)).toBeDefined();
    },
  );

  test("an instance type with a price in one region has no price in another region", () => {
    const table = compute.instanceHour("m7i.large");
    expect(table && priceIn(table, "us-east-1")?.usd).toBeCloseTo(0.1008, 9);
    expect(table && priceIn(table, "eu-west-1")).toBeUndefined();
  });
});

/**
 * The reference environments buy no gp3 performance beyond the baseline. No source confirms the prices of transit gateways
 * outside us-east-1.
 */
const NEEDED = TABLES.filter(([name]) => !/^(GP3_(IOPS|THROUGHPUT)|TRANSIT_GATEWAY)/.test(name));

test.each(NEEDED)("%s has a price in each of the seven regions", (_, { byRegion }) => {
  expect(PRICED_REGIONS.filter((region) => byRegion[region] === undefined)).toEqual([]);
});
