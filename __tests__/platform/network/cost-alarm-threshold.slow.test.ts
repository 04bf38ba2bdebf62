import * as fc from "fast-check";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { vpcBaseOf } from "../../../src/checks/cost/vpc-base";

const email = "platform@example.com";

test("COST-01 the threshold is 125 % of the base cost in the plan", () => {
  const entry = fc.constantFrom(
    { type: "nlb", scheme: "internet-facing" },
    { type: "nlb" },
    { type: "ingress", scheme: "internet-facing", httpOnly: true },
    { type: "ingress", httpOnly: true },
    { type: "terraform-alb", scheme: "internet-facing", httpOnly: true },
  );
  fc.assert(
    fc.property(
      fc.constantFrom("none", "single-nat", "nat-per-az"),
      fc.constantFrom(["a", "b"], ["a", "b", "c"]),
      entry,
      fc.boolean(),
      fc.constantFrom("us-east-1", "ap-southeast-1", "eu-central-1"),
      (egress, zones, way, sagemakerRuntime, region) => {
        const change = {
          region,
          entry: way,
          network: { egress, zones, endpoints: { sagemakerRuntime }, costAlarm: { email } },
        };
        const plan = environmentPlan(planWith("ml-inference-prod", change));
        const base = vpcBaseOf(plan) ?? NaN;
        expect(base).toBeGreaterThan(50);
        const thresholds = plan
          .resources("aws_cloudwatch_metric_alarm")
          .map(({ config }) => config["threshold"]);
        expect(thresholds).toEqual([Math.ceil(base * 1.25)]);
      },
    ),
    { numRuns: 12 },
  );
});
