import { ALARM_MONTH } from "../catalog/prices-services";
import { number } from "../analysis/blocks";
import { type LinesOf, lineOf, monthsOf } from "./line";

/** Shorter periods make an alarm one of high resolution, which costs three times as much. */
const HIGH_RESOLUTION_BELOW = 60;

export const alarmLines: LinesOf = (costing) =>
  costing.plan.resources("aws_cloudwatch_metric_alarm").map((alarm) => {
    const fast = (number(alarm.config["period"]) ?? HIGH_RESOLUTION_BELOW) < HIGH_RESOLUTION_BELOW;
    return lineOf(costing, alarm, {
      item: "alarm",
      billedAs: "AmazonCloudWatch",
      table: fast ? undefined : ALARM_MONTH,
      ...(fast ? { unknown: "no price of high-resolution alarms is known" } : {}),
      factors: [monthsOf(costing)],
      assumption: "one metric; the account's first ten alarms are free, which is not counted",
    });
  });
