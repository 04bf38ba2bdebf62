import { number } from "../../terraform/stack-json";
import { type LinesOf, costLine, monthsOf } from "../line";

/** Seconds; an alarm with a shorter period is a high-resolution alarm, which costs three times as much. */
const HIGH_RESOLUTION_BELOW = 60;

export const alarmLines: LinesOf = (costing) =>
  costing.plan.resources("aws_cloudwatch_metric_alarm").map((alarm) => {
    const fast = (number(alarm.config.period) ?? HIGH_RESOLUTION_BELOW) < HIGH_RESOLUTION_BELOW;
    return costLine(costing, alarm, {
      item: "alarm",
      billedAs: "AmazonCloudWatch",
      unitPrice: fast ? undefined : "alarmMonth",
      ...(fast ? { unknown: "no price for high-resolution alarms" } : {}),
      factors: [monthsOf(costing)],
      assumption: "one metric; the account's 10 free alarms are not deducted",
    });
  });
