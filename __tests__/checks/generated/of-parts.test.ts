import { CHECKS_OF_PARTS } from "../../../src/checks/generated/of-parts";
import { environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { found } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

const errors = CHECKS_OF_PARTS.filter(({ severity }) => severity === "error");

test.each(ENVIRONMENTS)("no check of a part finds an error in %s", (environment) => {
  expect(errors).not.toEqual([]);
  expect(found(errors, environmentPlan(planOf(environment)))).toEqual([]);
});
