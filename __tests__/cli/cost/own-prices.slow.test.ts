import { WorkingCopy } from "../../support/working-copy";
import { costReport } from "./cost-runs";

const PRICES = `
prices:
  source: agreement of the team
  asOf: 2026-11-01
  instanceHours: { t3.medium: 0.03 }
  items: { natGatewayHour: 0.01 }
`;

/** The file of mlapp with more text at its end, synthesized. */
async function synthesized(more: string) {
  const copy = new WorkingCopy("mlapp");
  copy.edit("mlapp.yaml", /$(?![^])/, more);
  return { copy, ...(await copy.synth()) };
}

test("prices of a file are in the report on its output folder", async () => {
  const { copy, error } = await synthesized(PRICES);
  expect(error).toBeUndefined();
  const report = costReport("--in", copy.outdir, "--environments", "mlapp");
  expect(report).toContain("aws_nat_gateway.main: 730 h × 0.01 USD per hour (own price)");
  expect(report).toContain("× 730 h × 0.03 USD per hour (own price)");
  expect(report).toContain("own prices: agreement of the team, as of 2026-11-01");
});

test.each([
  ["an unknown item", "natGatewayHour", "natGatewayHours", /natGatewayHours/],
  ["a price of 0", "0.01", "0", /natGatewayHour/],
  ["a price above the limit", "0.01", "1001", /natGatewayHour/],
  ["an instance type without size", "t3.medium", "t3", /instanceHours/],
  ["prices without a source", "  source: agreement of the team\n", "", /source/],
  ["a day that is no date", "2026-11-01", "yesterday", /asOf/],
])("%s is refused with its place", async (_what, from, to, path) => {
  const { error } = await synthesized(PRICES.replace(from, to));
  expect(String(error)).toMatch(/mlapp\.yaml:\d+:\d+/);
  expect(String(error)).toMatch(path);
});
