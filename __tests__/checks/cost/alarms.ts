import { type Plan } from "../../support/plan";
import { planWith } from "../../support/changed-plans";
import { type Edit } from "../../support/findings";
import { type Editable } from "../../support/altered";

export const RETAIL = "retail-forecast";
export const ALARM = "aws_cloudwatch_metric_alarm.cost_alarm_vpc";

/** The plan of an environment with a cost alarm, and with other changes of its file. */
export const withAlarm = (environment: string, costAlarm: object = {}, change: object = {}): Plan =>
  planWith(environment, {
    ...change,
    network: { costAlarm: { email: "platform@example.com", ...costAlarm } },
  });

/** Edits the alarm on VPC charges. */
export const alarm =
  (edit: (alarm: Editable) => void): Edit =>
  ({ network }) => {
    edit(network.resource.aws_cloudwatch_metric_alarm.cost_alarm_vpc as Editable);
  };
