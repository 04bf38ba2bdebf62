import { vpcBaseOf } from "../../../src/infrastructure/vpc-charges";
import { environmentPlan } from "../../support/altered";
import { planOf } from "../../support/reference-plans";

test("COST-01 the base cost includes a load balancer that a variable turns on", () => {
  expect(vpcBaseOf(environmentPlan(planOf("retail-forecast-option-b")))?.toFixed(2)).toBe("123.50");
});

test("COST-01 the base cost excludes the endpoints of an existing network", () => {
  expect(vpcBaseOf(environmentPlan(planOf("retail-forecast-console")))).toBe(0);
});
