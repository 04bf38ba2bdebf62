import { billBudgetsOf } from "../../src/cost/budgets";
import { altered, environmentPlan } from "../support/altered";
import { estimated, linesOf, usd } from "../support/estimates";
import { type Edit } from "../support/findings";
import { planWith } from "../support/changed-plans";
import { planOf } from "../support/reference-plans";

const RETAIL = "retail-forecast";

const budgetsWith = (change: object) => {
  const plan = environmentPlan(planWith(RETAIL, { network: { costAlarm: change } }));
  return billBudgetsOf(plan, estimated(plan));
};

const wholeBill = (totalUsd: number) =>
  budgetsWith({ totalUsd }).find(({ alarm }) => alarm.service === undefined);

describe("COST-01 the alarm on Amazon VPC", () => {
  const [budget] = budgetsWith({});
  const estimate = estimated(RETAIL);
  const lines = ["interface endpoint", "public IPv4 address", "endpoint traffic"].flatMap((item) =>
    linesOf(estimate, item),
  );

  test("COST-01 has a default threshold that the estimate does not exceed", () => {
    expect(budget?.alarm.threshold).toBe(155);
    expect(budget?.exceeded).toBe(false);
  });

  test("COST-01 is compared with endpoints, public addresses and endpoint traffic", () => {
    expect(budget?.estimated.usd.max.toFixed(2)).toBe(usd(lines));
  });

  test("COST-01 is exceeded at the documents' threshold of 30 USD", () => {
    expect(budgetsWith({ thresholdUsd: 30 }).map(({ exceeded }) => exceeded)).toEqual([true]);
  });
});

describe("COST-01 the alarm on the whole bill", () => {
  test("COST-01 is compared with the whole estimate", () => {
    expect(wholeBill(1000)?.estimated.usd.max).toBeGreaterThan(300);
  });

  test.each([
    [1000, false],
    [200, true],
  ])("COST-01 with a threshold of %d USD is exceeded: %s", (threshold, exceeded) => {
    expect(wholeBill(threshold)?.exceeded).toBe(exceeded);
  });
});

test("an alarm whose threshold is known after apply is not exceeded", () => {
  const edit: Edit = ({ network }) => {
    network.resource.aws_cloudwatch_metric_alarm.cost_alarm_vpc.threshold = "${var.threshold}";
  };
  const plan = altered(planOf(RETAIL), edit);
  expect(billBudgetsOf(plan, estimated(plan)).map(({ exceeded }) => exceeded)).toEqual([false]);
});
