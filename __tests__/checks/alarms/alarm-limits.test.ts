import { alarmLimits } from "../../../src/checks/alarms/alarm-limits";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { ALARM, RETAIL, alarm } from "../cost/alarms";
import { add } from "../terraform/edits";

const TYPE = "aws_cloudwatch_metric_alarm";

const OWN = {
  alarm_name: "own",
  comparison_operator: "GreaterThanThreshold",
  evaluation_periods: 2,
  datapoints_to_alarm: 2,
  metric_name: "Waiting",
  namespace: "retail",
  period: 60,
  statistic: "Maximum",
  threshold: 10,
};

const QUERY = { id: "e", expression: "m1 / m2", return_data: true };

/** Findings on an own alarm with other arguments; null removes one. */
const foundIn = (change: Editable): string[] => {
  const config = Object.fromEntries(
    Object.entries({ ...OWN, ...change } as Editable).filter(([, value]) => value !== null),
  );
  return foundBy(alarmLimits, altered(RETAIL, add("network", TYPE, config)));
};

test.each([RETAIL, "ml-platform", "ml-inference-hardened"])("accepts the alarms of %s", (environment) => {
  expect(foundBy(alarmLimits, environmentPlan(planOf(environment)))).toEqual([]);
});

test.each<[string, Editable, string]>([
  ["150 seconds", { period: 150 }, "its period is 150 s, expected 10, 20, 30 or a multiple of 60"],
  ["a period as text", { period: "90" }, "its period is 90 s, expected 10, 20, 30 or a multiple of 60"],
  ["no period", { period: null }, "its period is missing, expected 10, 20, 30 or a multiple of 60"],
  ["no evaluation", { evaluation_periods: 0 }, "it evaluates 0 periods, expected at least 1"],
  [
    "more than a day of minutes",
    { evaluation_periods: 1441 },
    "its periods together are 86460 s, expected at most 86400",
  ],
  [
    "more than a week of days",
    { period: 86_400, evaluation_periods: 8 },
    "its periods together are 691200 s, expected at most 604800",
  ],
  [
    "more data points than periods",
    { datapoints_to_alarm: 3 },
    "datapoints_to_alarm is 3, expected 1 to 2, the number of periods",
  ],
  ["no namespace", { namespace: null }, "it has the metric Waiting without a namespace, so it reads nothing"],
  ["no statistic", { statistic: null }, "it has no statistic of its metric"],
  ["no threshold", { threshold: null }, "it compares with nothing: it has no threshold"],
])("reports an alarm with %s", (_words, change, problem) => {
  expect(foundIn(change)).toEqual([`${TYPE}.extra: alarm: ${problem}`]);
});

test.each<[string, Editable]>([
  ["the own alarm itself", {}],
  ["a week of days", { period: 86_400, evaluation_periods: 7 }],
  ["a day of minutes", { evaluation_periods: 1440 }],
  ["ten seconds of a metric of its own", { period: 10 }],
  ["a percentile", { statistic: null, extended_statistic: "p99" }],
  ["an anomaly", { threshold: null, threshold_metric_id: "e" }],
  [
    "metric math",
    { metric_name: null, namespace: null, period: null, statistic: null, metric_query: [QUERY] },
  ],
  [
    "a query in PromQL",
    {
      metric_name: null,
      namespace: null,
      period: null,
      statistic: null,
      threshold: null,
      evaluation_periods: null,
      datapoints_to_alarm: null,
      evaluation_criteria: { promql_criteria: { query: "sum(waiting) > 10" } },
      evaluation_interval: 60,
    },
  ],
  ["values that only Terraform evaluates", { period: "${var.period}", evaluation_periods: "${var.periods}" }],
])("accepts an alarm with %s", (_words, change) => {
  expect(foundIn(change)).toEqual([]);
});

test("reports a cost alarm that looks at ten days", () => {
  const plan = altered(
    RETAIL,
    alarm((it) => (it["period"] = 864_000)),
  );
  expect(foundBy(alarmLimits, plan)).toEqual([
    `${ALARM}: alarm: its periods together are 864000 s, expected at most 604800`,
  ]);
});
