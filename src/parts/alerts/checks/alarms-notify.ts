import { alarmsOf, notificationOf } from "../../../infrastructure/alarms";
import { type Check, combinedFinding, ruleOf } from "../../../checks/check";
import TEXTS from "./texts.json";

/** Another check, `cost-alarm-works`, judges alarms on the bill, which have a region of their own. */
const BILLING = "AWS/Billing";

export const alarmsNotify: Check = {
  ...ruleOf(TEXTS, "alarms-notify"),
  run: (plan) =>
    [
      ...plan.resources("aws_cloudwatch_metric_alarm").filter(({ config }) => config.namespace !== BILLING),
      ...plan.resources("aws_cloudwatch_composite_alarm"),
    ].flatMap((alarm) => {
      const { topics, problems } = notificationOf(plan, alarm);
      const isTold = topics.length === 0 && alarmsOf(plan).told.has(alarm);
      return combinedFinding(alarm, "alarm", isTold ? [] : problems);
    }),
};
