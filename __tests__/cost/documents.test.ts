import { priceIn } from "../../src/facts/prices";
import { demosOf } from "../../src/reports/report/demo-hours";
import { usdText } from "../../src/cost/formula";
import { comparisonOf, natOrEndpoints } from "../../src/cost/nat-or-endpoints";
import { environmentPlan } from "../support/altered";
import { THIRTY_DAYS, estimated, linesOf, usd } from "../support/estimates";
import { planWith } from "../support/changed-plans";
import { planOf } from "../support/reference-plans";

const SINGAPORE = "retail-forecast";
const OPTION_B = "retail-forecast-option-b";

/** The interface endpoints in the documents. */
const DOCUMENTS_ENDPOINTS = /^aws_vpc_endpoint\.(ecr_api|ecr_dkr|logs)$/;

const threeEndpoints = (region: string) => {
  const plan = planWith(SINGAPORE, { region });
  return linesOf(estimated(plan, { hours: THIRTY_DAYS }), "interface endpoint", DOCUMENTS_ENDPOINTS);
};

describe("COST-02 the documents' 3 interface endpoints for 30 days", () => {
  test("COST-02 cost 43.20 USD at 0.01 USD an hour", () => {
    expect(usd(threeEndpoints("us-east-1"))).toBe("43.20");
  });

  test("COST-02 are billed in 2 zones; the documents count one, for 21.60 USD", () => {
    const lines = threeEndpoints("us-east-1");
    expect(lines.map(({ factors }) => factors.find(({ unit }) => unit === "zone")?.max)).toEqual([2, 2, 2]);
  });

  test("COST-02 cost 56.16 USD in Singapore at 0.013 USD an hour; the documents have 0.01", () => {
    expect(usd(threeEndpoints("ap-southeast-1"))).toBe("56.16");
  });

  test("COST-02 are half of the 6 endpoints that the environment needs, one for each service that is called", () => {
    const all = linesOf(estimated(SINGAPORE, { hours: THIRTY_DAYS }), "interface endpoint");
    expect(all).toHaveLength(6);
    expect(usd(all)).toBe("112.32");
  });
});

describe("COST-02 the documents have prices of us-east-1, not of Singapore", () => {
  test.each([
    ["an ALB", "albHour" as const, "16.20", "18.14"],
    ["a NAT gateway", "natGatewayHour" as const, "32.40", "42.48"],
  ])("COST-02 %s has a price for each region", (_title, item, inVirginia, inSingapore) => {
    const month = (region: string) => ((priceIn(item, region)?.usd ?? NaN) * THIRTY_DAYS).toFixed(2);
    expect(month("us-east-1")).toBe(inVirginia);
    expect(month("ap-southeast-1")).toBe(inSingapore);
  });

  test("COST-02 an estimate has the price of its region", () => {
    expect(usd(linesOf(estimated(OPTION_B, { hours: THIRTY_DAYS }), "ALB"))).toBe("18.14");
  });
});

describe("COST-02 the demo's hours", () => {
  const [demo] = demosOf(estimated(OPTION_B, { hours: THIRTY_DAYS }));

  test("COST-02 an ALB alone at the documents' us-east-1 price costs 5.40, 2.03 or 0.68 USD for 8, 3 or 1 hours a day", () => {
    const hour = priceIn("albHour", "us-east-1")?.usd ?? NaN;
    expect([8, 3, 1].map((hours) => usdText(hour * hours * 30))).toEqual(["5.40", "2.03", "0.68"]);
  });

  test("COST-02 depend on the variable demo_enabled", () => {
    expect(demo?.variable).toBe("demo_enabled");
  });

  test("COST-02 cover the ALB and its public addresses", () => {
    expect(demo?.lines.map(({ item }) => item)).toEqual(["ALB", "public IPv4 address"]);
  });

  test("COST-02 cost more in Singapore with 2 public addresses", () => {
    expect(demo?.usd.map(({ hoursADay, usd: amount }) => [hoursADay, amount.toFixed(2)])).toEqual([
      [24, "25.34"],
      [8, "8.45"],
      [3, "3.17"],
      [1, "1.06"],
    ]);
  });

  test("COST-02 the variable turns off only the load balancer", () => {
    const { lines } = estimated(OPTION_B);
    const switched = lines.filter(({ switchedBy }) => switchedBy !== undefined);
    expect(switched.map(({ address }) => address)).toEqual(switched.map(() => "aws_lb.demo"));
    expect(lines.length).toBeGreaterThan(switched.length + 10);
  });
});

describe("COST-02 NAT compared with endpoints", () => {
  const compared = natOrEndpoints({
    region: "ap-southeast-1",
    zones: 2,
    endpointCount: 6,
    hours: THIRTY_DAYS,
  });

  test("COST-02 6 endpoints cost 112.32 USD for 30 days", () => {
    expect(compared?.endpoints.usdAMonth).toBeCloseTo(6 * 2 * 0.013 * 720, 6);
  });

  test("COST-02 a NAT gateway with its address costs 46.08 USD for 30 days", () => {
    expect(compared?.nat[0]?.usdAMonth).toBeCloseTo((0.059 + 0.005) * 720, 6);
  });

  test("COST-02 the break-even is 1,123 GB a month with one gateway, and 412 GB with one in each zone", () => {
    expect(compared?.nat.map(({ gateways, breakEvenGb }) => [gateways, Math.ceil(breakEvenGb)])).toEqual([
      [1, 1123],
      [2, 412],
    ]);
  });

  test("COST-02 NAT and endpoints cost the same at the break-even", () => {
    for (const way of compared?.nat ?? []) {
      const by = ({ usdAMonth, usdAGb }: { usdAMonth: number; usdAGb: number }) =>
        usdAMonth + usdAGb * way.breakEvenGb;
      expect(by(way)).toBeCloseTo(by(compared?.endpoints ?? way), 6);
    }
    expect(compared?.nat).toHaveLength(2);
  });

  test("COST-02 half of the traffic through one gateway crosses zones, at 0.02 USD per GB", () => {
    expect(compared?.nat[0]?.usdAGb).toBeCloseTo(0.059 + 0.5 * 0.02, 6);
    expect(compared?.nat[1]?.usdAGb).toBeCloseTo(0.059, 6);
  });

  test("COST-02 with existing NAT gateways, endpoints save only the difference per GB", () => {
    const beside = natOrEndpoints({
      region: "ap-southeast-2",
      zones: 2,
      endpointCount: 7,
      gateways: 2,
      hours: 730,
    });
    expect(beside?.nat).toEqual([
      { gateways: 2, isThere: true, usdAMonth: 0, usdAGb: 0.059, breakEvenGb: expect.any(Number) as number },
    ]);
    expect(Math.ceil(beside?.nat[0]?.breakEvenGb ?? 0)).toBe(
      Math.ceil((7 * 2 * 0.013 * 730) / (0.059 - 0.01)),
    );
  });

  test.each([
    ["ml-inference-prod", 2],
    ["mlapp", 1],
    ["retail-forecast", 0],
  ])("COST-02 %s is compared with its %d NAT gateways", (environment, gateways) => {
    const { nat } = comparisonOf(environmentPlan(planOf(environment)), 730) ?? { nat: [] };
    expect(nat.filter(({ isThere }) => isThere).map((way) => way.gateways)).toEqual(
      gateways === 0 ? [] : [gateways],
    );
    expect(nat).toHaveLength(gateways === 0 ? 2 : 1);
  });

  test("COST-02 one endpoint costs less than NAT at any volume", () => {
    const few = natOrEndpoints({ region: "ap-southeast-1", zones: 2, endpointCount: 1, hours: THIRTY_DAYS });
    expect(few?.nat.map(({ breakEvenGb }) => breakEvenGb)).toEqual([0, 0]);
  });
});

describe("COST-03 the ML inference service for a full month", () => {
  const month = estimated("ml-inference-prod");

  test("COST-03 the control plane costs 73 USD, as in the document", () => {
    expect(usd(linesOf(month, "EKS control plane"))).toBe("73.00");
  });

  test("COST-03 2 to 4 t3.medium nodes cost 38.54 USD each, the price in Sydney", () => {
    const nodes = linesOf(month, "node (t3.medium)");
    expect(usd(nodes, "min")).toBe((2 * 0.0528 * 730).toFixed(2));
    expect(usd(nodes, "min")).toBe("77.09");
    expect(usd(nodes, "max")).toBe("154.18");
  });

  test("COST-03 the NLB costs 18.40 USD", () => {
    expect(usd(linesOf(month, "NLB"))).toBe("18.40");
  });

  test("COST-03 NAT gateways, their addresses and their traffic are estimated", () => {
    expect(usd(linesOf(month, "NAT gateway"))).toBe("86.14");
    expect(usd(linesOf(month, "public IPv4 address", /^aws_eip/))).toBe("7.30");
    expect(usd(linesOf(month, "NAT traffic"))).toBe("5.90");
  });
});
