import { NAMES_CHECKS } from "../../../src/checks/generated/names";
import { environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

const plans = new Map(ENVIRONMENTS.map((name) => [name, environmentPlan(planOf(name))]));

describe.each(NAMES_CHECKS.filter(({ severity }) => severity === "error"))("$id", (check) => {
  test.each([...plans])("reports nothing in %s next to all other environments", (_, plan) => {
    const others = [...plans.values()].filter((other) => other !== plan);
    expect(foundBy(check, plan, { others })).toEqual([]);
  });
});
