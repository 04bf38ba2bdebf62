import { readFileSync } from "node:fs";
import { join } from "node:path";
import { costDocs } from "../../../dev/docs/cost-page";
import { PRICED_REGIONS } from "../../../src/facts/prices/all-regions";
import { costSchema } from "../../../dev/schemas/cost";
import { jsonKeys } from "../../../dev/schemas/keys";
import { planOf } from "../../support/reference-plans";

const page = costDocs(planOf("retail-forecast-option-b").output);

const keys = jsonKeys(costSchema);

test("docs/guide/cost.md is current", () => {
  expect(readFileSync(join(__dirname, "../../../docs/guide/cost.md"), "utf8")).toBe(page);
});

test("the page shows the report of an environment", () => {
  expect(page).toContain("retail-forecast-option-b (ap-southeast-1): ");
});

test("the page describes every key of the JSON", () => {
  expect(keys.length).toBeGreaterThan(40);
  expect(keys.filter(([path, meaning]) => !page.includes(`| \`${path}\` | ${meaning} |`))).toEqual([]);
});

test("the page has the prices of every region", () => {
  expect(page).toContain(` | ${PRICED_REGIONS.join(" | ")} |`);
  expect(page).toContain(
    "| `natGatewayHour` | hour | 0.045 | ? | 0.045 | 0.048 | ? | 0.052 | ? | 0.059 | 0.059 | 0.062 |",
  );
});

test("the page has no terminal colours", () => {
  expect(page).not.toContain("\u001b");
});

test("every key of the JSON has a description", () => {
  expect(keys.filter(([, meaning]) => meaning === "")).toEqual([]);
});
