import { readFileSync } from "node:fs";
import { join } from "node:path";
import { costDocs } from "../../../src/commands/docs/cost-page";
import { PRICED_REGIONS } from "../../../src/catalog/prices";
import { JSON_KEYS } from "../../../src/commands/cost/json-keys";
import { planOf } from "../../support/reference-plans";

const page = costDocs(planOf("retail-forecast-option-b").output);

test("docs/cost.md shows what the command prints now; npm run docs writes it", () => {
  expect(readFileSync(join(__dirname, "../../../docs/cost.md"), "utf8")).toBe(page);
});

test("the page has the report, every key of the JSON and every region's prices", () => {
  expect(page).toContain("retail-forecast-option-b (ap-southeast-1): ");
  for (const [path, meaning] of JSON_KEYS) expect(page).toContain(`| \`${path}\` | ${meaning} |`);
  expect(page).toContain(`| what | per | ${PRICED_REGIONS.join(" | ")} |`);
  expect(page).toContain(
    "| nat gateway hour | hour | 0.045 | 0.045 | 0.048 | 0.052 | 0.059 | 0.059 | 0.062 |",
  );
  expect(page).not.toContain("\u001b");
});

test("no meaning is left out", () => {
  expect(JSON_KEYS.length).toBeGreaterThan(40);
  expect(JSON_KEYS.filter(([, meaning]) => meaning === "")).toEqual([]);
});
