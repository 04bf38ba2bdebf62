import { CHECKS } from "../../../src/checks/all";
import { CHECKS_OF_PARTS } from "../../../src/checks/generated/of-parts";
import { environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { found } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

const ALL = Object.values(CHECKS_OF_PARTS).flat();

const errors = ALL.filter(({ severity }) => severity === "error");

test.each(ENVIRONMENTS)("no check of a part finds an error in %s", (environment) => {
  expect(errors).not.toEqual([]);
  expect(found(errors, environmentPlan(planOf(environment)))).toEqual([]);
});

test("every check of a part is listed once, behind the check that it names", () => {
  const ids = CHECKS.map(({ id }) => id);
  expect(ALL.filter(({ id }) => ids.filter((each) => each === id).length !== 1)).toEqual([]);
  const placed = ALL.filter(({ after }) => after !== undefined);
  expect(placed).not.toEqual([]);
  expect(placed.map(({ id }) => ids[ids.indexOf(id) - 1])).toEqual(placed.map(({ after }) => after));
});
