import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { isBlocking } from "../../../src/checks/run";
import { totalOf } from "../../../src/cost/estimate";
import { groupByEnvironment } from "../../../src/terraform/environment-plan";
import { FACTS } from "./facts";
import { initialized } from "./initialized";

interface Intent {
  readonly says: string;
  readonly flags: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly monthlyUsd: { readonly from: number; readonly to: number };
}

const FOLDER = join(__dirname, "intents");
const FILES = readdirSync(FOLDER).sort();
const read = (file: string): Intent => parse(readFileSync(join(FOLDER, file), "utf8")) as Intent;

test("there are intents of seven kinds of users", () => {
  expect(FILES).toHaveLength(7);
});

test.each(FILES)("%s: the flags that follow from it give what the user would look up", async (file) => {
  const { flags, facts, monthlyUsd } = read(file);
  const { results, stacks, estimates } = await initialized([...flags.trim().split(/\s+/), "--yes"]);
  expect(results.filter(isBlocking)).toEqual([]);
  const [plan] = groupByEnvironment(stacks);
  const [estimate] = estimates;
  if (!plan || !estimate) throw new Error("nothing was synthesized");
  const found = Object.fromEntries(Object.keys(facts).map((name) => [name, FACTS[name]?.(plan)]));
  const expected = Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [
      name,
      name.endsWith("Among") ? (expect.arrayContaining(fact as unknown[]) as unknown) : fact,
    ]),
  );
  expect(found).toEqual(expected);
  const { usd, isKnown } = totalOf(estimate.lines);
  expect(isKnown).toBe(true);
  expect(usd.min).toBeGreaterThan(monthlyUsd.from);
  expect(usd.min).toBeLessThan(monthlyUsd.to);
});
