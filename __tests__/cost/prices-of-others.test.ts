import { PRICE_ITEMS, type PriceItem } from "../../src/facts/items";
import { priceNear } from "../../src/facts/prices";
import { EKS_REGIONS } from "../../src/facts/regions";
import { costJson } from "../../src/cli/cost/json";
import { costPage } from "../../src/cli/cost/page";
import { fullReport } from "../../src/reports/report";
import { costSchema } from "../../dev/schemas/cost";
import { totalOf } from "../../src/cost/estimate";
import { formulaOf, totalText } from "../../src/cost/formula";
import { USUAL } from "../../src/cost/line";
import { comparisonOf } from "../../src/cost/nat-or-endpoints";
import { NO_OWN_PRICES, type OwnPrices, ownPricesIn } from "../../src/cost/own-prices";
import { environmentPlan } from "../support/altered";
import { TODAY, estimated, linesOf, usd } from "../support/estimates";
import { planWith } from "../support/changed-plans";

const PRICE_KEYS = Object.keys(PRICE_ITEMS) as PriceItem[];

const RETAIL = "retail-forecast";
const MLAPP = "mlapp";

const inRegion = (region: string) => planWith(RETAIL, { region, network: { costAlarm: null } });

/** An environment in a region of which no table has a price. */
const madrid = inRegion("eu-south-2");
const reportOfPlan = (plan: typeof madrid) => fullReport(environmentPlan(plan), { today: TODAY, ...USUAL });

describe("a region without prices", () => {
  const estimate = estimated(madrid);
  const total = totalOf(estimate.lines);

  test("gets those of the nearest region, which each line names", () => {
    const [endpoint] = linesOf(estimate, "interface endpoint");
    expect(endpoint && formulaOf(endpoint)).toBe(
      "2 zones × 730 h × 0.012 USD per zone-hour (price of eu-central-1)",
    );
    expect(estimate.lines.filter(({ price }) => price?.origin !== "other")).toEqual([]);
  });

  test("has a total that is marked as incomplete", () => {
    expect(total.isComplete).toBe(false);
    expect(totalText(total)).toMatch(
      /^about [\d.]+ to [\d.]+ USD a month, incomplete: \d+ lines have prices of eu-central-1, [a-z0-9, -]+$/,
    );
  });

  test("has no amount of 0.00 in the text", () => {
    const page = costPage([reportOfPlan(madrid)], { today: TODAY, ...USUAL });
    expect(page).not.toMatch(/│ +0\.00 │/);
    expect(page).toMatch(/interface endpoints? in 2 zones: [^]*\(estimated at prices of [a-z0-9, -]+\)/);
  });

  test("is not complete in the JSON, in total, by stack and by alarm", () => {
    const json = costSchema
      .omit({ formatVersion: true })
      .parse(costJson([reportOfPlan(madrid)], { today: TODAY, ...USUAL }));
    const [environment] = json.environments;
    expect(environment?.complete).toBe(false);
    expect(environment?.stacks.filter(({ complete }) => complete)).toEqual([]);
    expect(environment?.lines.map(({ price }) => price?.origin)).toEqual(
      environment?.lines.map(() => "other"),
    );
  });

  test("keeps the prices of resources in another region", () => {
    const { lines } = estimated(
      planWith(RETAIL, { region: "eu-south-2", network: { costAlarm: { thresholdUsd: 200 } } }),
    );
    const own = lines.filter(({ price }) => price?.origin === "region").map(({ address }) => address);
    expect(own).toEqual(["aws_kms_key.cost_alarm_key", "aws_cloudwatch_metric_alarm.cost_alarm_vpc"]);
  });
});

test.each(EKS_REGIONS)("every item has a price in or near %s", (region) => {
  expect(PRICE_KEYS.length).toBeGreaterThan(20);
  expect(PRICE_KEYS.filter((item) => !priceNear(item, region))).toEqual([]);
});

describe("a total in which no line has a price", () => {
  const [line] = linesOf(
    estimated(planWith(RETAIL, { cluster: { nodeGroups: { general: { instanceTypes: ["x9z.large"] } } } })),
    "node (x9z.large)",
  );
  const total = totalOf(line ? [line] : []);

  test("is unknown and not 0.00", () => {
    expect(total.isKnown).toBe(false);
    expect(totalText(total)).toBe("unknown; 1 line has no price");
  });

  test("of no lines at all is 0.00, since nothing is billed", () => {
    expect(totalText(totalOf([]))).toBe("0.00 USD a month");
  });
});

describe("own prices", () => {
  const own: OwnPrices = {
    source: "agreement",
    asOf: "2026-11-01",
    instanceHours: new Map([
      ["t3.medium", 0.03],
      ["x9z.large", 0.5],
    ]),
    items: new Map([
      ["natGatewayHour", 0.01],
      ["interfaceEndpointHour", 0.002],
    ]),
  };
  const priced = (change: object = {}) => estimated(planWith(MLAPP, change), {}, undefined, own);

  test("replace the public price of an item", () => {
    const [nat] = linesOf(priced(), "NAT gateway");
    expect(nat && formulaOf(nat)).toBe("730 h × 0.01 USD per hour (own price)");
    expect(nat?.price).toMatchObject({ source: "agreement", read: "2026-11-01", origin: "own" });
  });

  test("have their source and day in the report", () => {
    const report = fullReport(environmentPlan(planWith(MLAPP, {})), { today: TODAY, ...USUAL }, own);
    expect(costPage([report], { today: TODAY, ...USUAL })).toContain(
      "own prices: agreement, as of 2026-11-01",
    );
  });

  test("replace the public price of an instance type", () => {
    expect(usd(linesOf(priced(), "node (t3.medium)"), "min")).toBe((2 * 0.03 * 730).toFixed(2));
  });

  test("price an instance type that no table has, and complete the total", () => {
    const estimate = priced({ cluster: { nodeGroups: { general: { instanceTypes: ["x9z.large"] } } } });
    expect(linesOf(estimate, "node (x9z.large)").map(({ price }) => price?.usd)).toEqual([0.5, 0.5]);
    expect(totalOf(estimate.lines).isComplete).toBe(true);
  });

  test("leave the other prices", () => {
    const [alb] = linesOf(priced(), "ALB");
    expect(alb?.price?.origin).toBe("region");
  });

  test("are those of the comparison of NAT and endpoints, too", () => {
    const compared = comparisonOf(environmentPlan(planWith(MLAPP, {})), 730, own);
    expect(compared?.endpoints.usdAMonth).toBeCloseTo(6 * 2 * 0.002 * 730, 6);
  });

  test("with a cheap GB of NAT, the endpoints never cost less", () => {
    const cheap = {
      ...own,
      items: new Map([
        ["natGatewayGb", 0.001],
        ["crossZoneGb", 0.001],
      ]),
    };
    const compared = comparisonOf(environmentPlan(planWith(RETAIL, {})), 730, cheap);
    expect(compared?.nat.map(({ breakEvenGb }) => breakEvenGb)).toEqual([Infinity, Infinity]);
  });

  test("are read from the values of the file", () => {
    expect(
      ownPricesIn([
        { path: ["region"], value: "eu-west-1" },
        { path: ["prices", "source"], value: "agreement" },
        { path: ["prices", "asOf"], value: "2026-11-01" },
        { path: ["prices", "instanceHours", "g6.xlarge"], value: 0.7 },
        { path: ["prices", "items", "albHour"], value: 0.02 },
      ]),
    ).toEqual({
      source: "agreement",
      asOf: "2026-11-01",
      instanceHours: new Map([["g6.xlarge", 0.7]]),
      items: new Map([["albHour", 0.02]]),
    });
  });

  test("are none without the key", () => {
    expect(ownPricesIn([{ path: ["region"], value: "eu-west-1" }])).toEqual(NO_OWN_PRICES);
  });
});

describe("Container Insights", () => {
  const [line] = linesOf(estimated(planWith(RETAIL, { region: "us-east-1" })), "Container Insights");

  test("is a line whose observations grow with nodes and pods", () => {
    const [factor] = line?.factors ?? [];
    expect(factor?.min).toBeGreaterThan((1720 * 60 * 730) / 1e6);
    expect(factor?.max).toBeGreaterThan(factor?.min ?? Infinity);
    expect(line?.price).toMatchObject({ usd: 0.21, origin: "region" });
  });

  test("names the counted nodes, pods and containers", () => {
    expect(line?.assumption).toMatch(/^2 to 4 nodes, \d+ to \d+ pods with \d+ to \d+ containers; averages/);
  });

  test("is no line without the add-on", () => {
    expect(estimated(MLAPP).lines.map(({ item }) => item)).not.toContain("Container Insights");
  });
});
