import { switchedTogether } from "../../../src/checks/entry/switched-together";
import { environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { OPTION_B, edited, findingsOf } from "../terraform/edits";

const findings = findingsOf(switchedTogether);

test("accepts the stacks of retail-forecast-option-b", () => {
  expect(foundBy(switchedTogether, environmentPlan(planOf(OPTION_B)))).toEqual([]);
});

test("reports a listener that outlives its ALB", () => {
  const edit = edited("network", "aws_lb_listener.http", (each) => delete each["count"]);
  expect(findings(OPTION_B, edit)).toEqual([
    "aws_lb_listener.http: resource of a load balancer: its count is missing, but the count of aws_lb.demo is ${var.demo_enabled ? 1 : 0}",
  ]);
});

test("reports a switchable ALB with deletion protection", () => {
  const edit = edited("network", "aws_lb.demo", (each) => (each["enable_deletion_protection"] = true));
  expect(findings(OPTION_B, edit)).toEqual([
    "aws_lb.demo: load balancer: it cannot be turned off: enable_deletion_protection is not false",
  ]);
});
