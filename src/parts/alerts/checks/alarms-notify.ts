import { notificationProblems, notifiedTopics, toldByComposite } from "../../../infrastructure/alarms";
import { type EnvironmentPlan, type PlannedResource } from "../../../terraform/environment-plan";
import { type Check, combinedFinding } from "../../../checks/check";
import TEXTS from "./texts.json";

/** Another check, `cost-alarm-works`, judges alarms on the bill, which have a region of their own. */
const BILLING = "AWS/Billing";

export const alarmsNotify: Check = {
  id: "alarms-notify",
  severity: "error",
  ...TEXTS["alarms-notify"],
  run: (plan) =>
    [
      ...plan.resources("aws_cloudwatch_metric_alarm").filter(({ config }) => config.namespace !== BILLING),
      ...plan.resources("aws_cloudwatch_composite_alarm"),
    ]
      .filter((alarm) => !(hasNoAction(plan, alarm) && toldByComposite(plan).has(alarm)))
      .flatMap((alarm) => combinedFinding(alarm, "alarm", notificationProblems(plan, alarm))),
};

const hasNoAction = (plan: EnvironmentPlan, alarm: PlannedResource): boolean =>
  notifiedTopics(plan, alarm).length === 0;
