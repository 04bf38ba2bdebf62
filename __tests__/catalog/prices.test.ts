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

test("every table has prices above nothing, a source and the day on which it was read", () => {
  expect(TABLES.length).toBeGreaterThan(15);
  for (const [, { byRegion, source, read, per }] of TABLES) {
    expect(Object.values(byRegion).length).toBeGreaterThan(0);
    expect(Object.values(byRegion).filter((usd) => !(usd > 0))).toEqual([]);
    expect(source).not.toBe("");
    expect(per).not.toBe("");
    expect(read <= PRICES_OF && /^\d{4}-\d\d-\d\d$/.test(read)).toBe(true);
  }
});

test("what is unconfirmed is a price of the table", () => {
  expect(TABLES.flatMap(([, { unconfirmed = [] }]) => unconfirmed)).not.toEqual([]);
  for (const [, { byRegion, unconfirmed = [] }] of TABLES) {
    expect(unconfirmed.filter((region) => byRegion[region] === undefined)).toEqual([]);
  }
});

test("a region that is not in a table has no price, which is not nothing", () => {
  const table = network.NAT_GATEWAY_HOUR;
  expect(priceIn(table, "ap-southeast-1")).toMatchObject({ usd: 0.059, per: "hour", confirmed: true });
  expect(priceIn(table, "eu-south-2")).toBeUndefined();
  expect(priceIn(table, "")).toBeUndefined();
  expect(priceIn({ ...table, byRegion: {} }, "us-east-1")).toBeUndefined();
});

test("a price that was seen in one place says so", () => {
  expect(priceIn(network.INTERFACE_ENDPOINT_HOUR, "ap-southeast-2")?.confirmed).toBe(false);
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

  test("a type with a price has a known size, too", () => {
    for (const type of ["t3.medium", "t3a.xlarge", "m5.large", "r6i.2xlarge", "g4dn.xlarge", "g5.48xlarge"]) {
      expect(inVirginia(type)).toBeGreaterThan(0);
      expect(instanceCapacity(type)).toBeDefined();
    }
  });

  test("a type that has a price in one region only has none in another", () => {
    const table = compute.instanceHour("m7i.large");
    expect(table && priceIn(table, "us-east-1")?.usd).toBeCloseTo(0.1008, 9);
    expect(table && priceIn(table, "eu-west-1")).toBeUndefined();
  });
});

test("the seven regions have every price that the reference environments need", () => {
  for (const [name, table] of TABLES) {
    if (name.startsWith("GP3_IOPS") || name.startsWith("GP3_THROUGHPUT")) continue;
    expect([name, PRICED_REGIONS.filter((region) => table.byRegion[region] === undefined)]).toEqual([
      name,
      [],
    ]);
  }
});
