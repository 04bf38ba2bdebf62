import { switchedTogether } from "../../../src/checks/entry/switched-together";
import { type JsonObject, StackJson, asObject } from "../../../src/terraform/stack-json";
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

const ON_OFF = [
  "${var.demo_enabled ? 1 : 0}",
  "${(var.demo_enabled) ? 1 : 0}",
  "${var.demo_enabled == false ? 0 : 1}",
  "${local.copies}",
  '${length(var.demo_enabled ? ["alb"] : [])}',
];

test.each(ON_OFF)("accepts an ALB and a listener with the count %s", (count) => {
  const plan = environmentPlan(planOf(OPTION_B)).withStacks((stack) => {
    const text = JSON.stringify(stack.json["resource"] ?? {});
    const resource = JSON.parse(
      text.replaceAll(JSON.stringify(ON_OFF[0]), JSON.stringify(count)),
    ) as JsonObject;
    const locals = { ...asObject(stack.json["locals"]), copies: "${var.demo_enabled ? 1 : 0}" };
    return new StackJson(stack.name, { ...stack.json, locals, resource });
  });
  expect(plan.resources("aws_lb").map(({ config }) => config.count)).toContain(count);
  expect(foundBy(switchedTogether, plan)).toEqual([]);
});

test.each(["${var.demo_enabled ? 1 : 1}", "${var.demo_enabled ? 0 : 1}", "${length(var.zones)}"])(
  "reports an ALB with the count %s, which no variable turns on and off",
  (count) => {
    const edit = edited("network", "aws_lb.demo", (each) => (each["count"] = count));
    expect(findings(OPTION_B, edit)).toContain(
      `aws_lb.demo: load balancer: its count is ${count}, expected a variable that turns it on and off`,
    );
  },
);
