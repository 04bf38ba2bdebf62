import { environmentPlan } from "../../support/altered";
import { planOf } from "../../support/reference-plans";
import { vpcBaseOf } from "../../../src/checks/cost/vpc-base";

test("COST-01 the base cost includes a load balancer that a variable turns on", () => {
  expect(vpcBaseOf(environmentPlan(planOf("retail-forecast-option-b")))?.toFixed(2)).toBe("123.50");
});

test("COST-01 the base cost excludes the endpoints of an existing network", () => {
  expect(vpcBaseOf(environmentPlan(planOf("retail-forecast-console")))).toBe(0);
});
