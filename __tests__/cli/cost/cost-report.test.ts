import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ENVIRONMENTS } from "../../support/environments";
import { publishTo, workFolder } from "../../support/published-output";
import { costReport } from "./cost-runs";

const out = join(workFolder("cost-report"), "out");

beforeAll(() => publishTo(out));

const reportOn = (environments: string, ...args: string[]): string =>
  costReport("--in", out, "--environments", environments, ...args);

test("COST-02 each line has a formula and an assumption", () => {
  const report = reportOn("retail-forecast");
  expect(report).toMatch(
    /│ network │ interface endpoint +│ +113\.88 │ +113\.88 │ 6 ×: 2 zones × 730 h × 0\.013 USD per zone-hour/,
  );
  expect(report).toContain("standard support for 1.36 until 2027-08-02");
});

test("COST-02 each stack has a total", () => {
  expect(reportOn("retail-forecast")).toMatch(/│ network │ all +│ +\d+\.\d\d │ +\d+\.\d\d │/);
});

test("COST-02 an environment with all prices of its region has a total without a mark", () => {
  expect(reportOn("mlapp")).toMatch(/^mlapp \(us-east-1\): \d+\.\d\d to \d+\.\d\d USD a month$/m);
});

test("COST-02 each environment has a total, which is marked where a price is of another region", () => {
  expect(reportOn("retail-forecast")).toMatch(
    /^retail-forecast \(ap-southeast-1\): about \d+\.\d\d to \d+\.\d\d USD a month, incomplete: 1 line has a price of us-east-1$/m,
  );
});

test("COST-02 several environments have a common total", () => {
  expect(reportOn("retail-forecast,mlapp")).toMatch(
    /^all 2 environments: about \d+\.\d\d to \d+\.\d\d USD a month, incomplete: 1 line has a price of us-east-1$/m,
  );
});

test("COST-02 the cost of a demo is shown by hours a day", () => {
  expect(reportOn("retail-forecast-option-b", "--hours", "720")).toContain(
    "by hours a day: 24 h 25.34, 8 h 8.45, 3 h 3.17, 1 h 1.06 USD a month",
  );
});

test("COST-02 interface endpoints are compared with NAT gateways", () => {
  const report = reportOn("retail-forecast-option-b", "--hours", "720");
  expect(report).toContain("6 interface endpoints in 2 zones: 112.32 USD a month and 0.010 a GB");
  expect(report).toContain(
    "one NAT gateway instead: 46.08 USD a month and 0.069 a GB; the endpoints cost less from 1123 GB a month",
  );
});

test("COST-01 each alarm is compared with the estimate of the cost that it watches", () => {
  expect(reportOn("retail-forecast")).toContain(
    "alarm VPC-Endpoints-Cost-Alert triggers above 155 USD of AmazonVPC, above the estimate: 122.18 USD a month",
  );
});

test("existing resources are in brackets", () => {
  expect(reportOn("retail-forecast-console")).toMatch(/interface endpoint +│ +\(113\.88\) │/);
});

test("the report ends with the assumptions and the day of the prices", () => {
  const report = reportOn("mlapp");
  expect(report).toMatch(/730 hours \(--hours\), 100 GB .*\(--gb\), 5 GB .*\(--log-gb\)/);
  expect(report).toMatch(/Prices as of 2026-11-22, on demand/);
});

test("the report has every environment without --environments", () => {
  const report = costReport("--in", out);
  for (const environment of ENVIRONMENTS) expect(report).toContain(`${environment} (`);
});

describe("an instance type without a price", () => {
  let report: string;
  let json: { environments: { complete: boolean; lines: { monthly: object | null }[] }[] };

  beforeAll(() => {
    const file = join(out, "stacks", "mlapp-cluster", "cdk.tf.json");
    const before = readFileSync(file, "utf8");
    writeFileSync(file, before.replaceAll("t3.medium", "u-24tb1.metal"));
    try {
      report = reportOn("mlapp");
      json = JSON.parse(reportOn("mlapp", "--json")) as typeof json;
    } finally {
      writeFileSync(file, before);
    }
  });

  test("has a line that states the missing price", () => {
    expect(report).toMatch(/node \(u-24tb1\.metal\) +│ +\? │ +\? │ 2 ×: .*; no price for u-24tb1\.metal/);
  });

  test("makes the totals lower bounds", () => {
    expect(report).toMatch(/^mlapp \(us-east-1\): at least \d.* USD a month; 2 lines have no price$/m);
    expect(report).toMatch(/│ cluster │ all .* 2 lines without a price/);
  });

  test("makes the environment incomplete in JSON", () => {
    const [environment] = json.environments;
    expect(environment?.complete).toBe(false);
    expect(environment?.lines.filter(({ monthly }) => monthly === null)).toHaveLength(2);
  });
});
