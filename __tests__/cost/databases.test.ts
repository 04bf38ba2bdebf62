import { environmentPlan } from "../support/altered";
import { trackedPlan } from "../support/tracked";
import { USUAL, usdOf } from "../../src/cost/line";
import { estimate } from "../../src/cost/estimate";

const linesOf = (database: object) =>
  estimate(environmentPlan(trackedPlan({ database })), { today: "2026-11-20", ...USUAL }).lines.filter(
    ({ billedAs }) => billedAs === "AmazonRDS",
  );

test("ML-03 the database and its storage have lines, twice with a standby", () => {
  const [one, storage] = linesOf({ multiAz: false }).map((line) => usdOf(line)?.max);
  expect(one).toBeCloseTo(0.032 * 730);
  expect(storage).toBeCloseTo(0.115 * 20);
  expect(linesOf({ multiAz: true }).map((line) => usdOf(line)?.max)).toEqual([
    expect.closeTo(2 * 0.032 * 730),
    expect.closeTo(2 * 0.115 * 20),
  ]);
});

test("ML-03 the price follows the size, and a class without a price makes the total incomplete", () => {
  expect(usdOf(linesOf({ multiAz: false, instanceClass: "db.t4g.large" })[0] as never)?.max).toBeCloseTo(
    4 * 0.032 * 730,
  );
  expect(linesOf({ instanceClass: "db.m7g.large" })[0]).toMatchObject({
    price: undefined,
    unknown: "no price for db.m7g.large",
  });
});
