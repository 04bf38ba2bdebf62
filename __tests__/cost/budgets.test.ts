import { budgetsOf } from "../../src/cost/budgets";
import { altered, environmentPlan } from "../support/altered";
import { estimated, linesOf, usd } from "../support/estimates";
import { type Edit } from "../support/findings";
import { planWith } from "../support/changed-plans";
import { planOf } from "../support/reference-plans";

const RETAIL = "retail-forecast";

const budgetsWith = (change: object) => {
  const plan = environmentPlan(planWith(RETAIL, { network: { costAlarm: change } }));
  return budgetsOf(plan, estimated(plan));
};

const wholeBill = (totalUsd: number) =>
  budgetsWith({ totalUsd }).find(({ alarm }) => alarm.service === undefined);

test("COST-01 the alarm on Amazon VPC is beside endpoints, public addresses and what endpoints process", () => {
  const [budget] = budgetsWith({});
  const estimate = estimated(RETAIL);
  const lines = ["interface endpoint", "public IPv4 address", "endpoint traffic"].flatMap((item) =>
    linesOf(estimate, item),
  );
  expect(budget?.alarm.threshold).toBe(155);
  expect(budget?.estimated.usd.max.toFixed(2)).toBe(usd(lines));
  expect(budget?.exceeded).toBe(false);
});

test("COST-01 the documents' 30 USD are below what is estimated at the least", () => {
  expect(budgetsWith({ thresholdUsd: 30 }).map(({ exceeded }) => exceeded)).toEqual([true]);
});

test("COST-01 the second alarm is beside the whole bill", () => {
  const total = wholeBill(1000);
  expect(total?.estimated.usd.max).toBeGreaterThan(300);
  expect(total?.exceeded).toBe(false);
  expect(wholeBill(200)?.exceeded).toBe(true);
});

test("an alarm whose threshold only an apply knows exceeds nothing", () => {
  const edit: Edit = ({ network }) => {
    network.resource.aws_cloudwatch_metric_alarm.cost_alarm_vpc.threshold = "${var.threshold}";
  };
  const plan = altered(planOf(RETAIL), edit);
  expect(budgetsOf(plan, estimated(plan)).map(({ exceeded }) => exceeded)).toEqual([false]);
});
