import { COST_CHECKS } from "../../../src/checks/generated/cost";
import { environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { found } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { withAlarm } from "./alarms";

test.each(ENVIRONMENTS)("COST-01 %s: a cost alarm of the environment has no findings", (environment) => {
  const plan = environment === "retail-forecast-console" ? planOf(environment) : withAlarm(environment);
  expect(found(COST_CHECKS, environmentPlan(plan))).toEqual([]);
});
