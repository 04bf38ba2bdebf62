import { type EnvironmentPlan, memoizePerPlan, type ResourceOf } from "../terraform/environment-plan";
import { block, number, text } from "../terraform/stack-json";
import { labelsOf } from "./kubernetes-objects";

/** An alarm on the monthly bill of the account. */
export interface BillingAlarm {
  readonly resource: ResourceOf<"aws_cloudwatch_metric_alarm">;
  readonly name: string;
  /** Service name on the bill; undefined for the whole bill. */
  readonly service: string | undefined;
  readonly currency: string | undefined;
  /** USD a month; undefined if it is known after apply. */
  readonly threshold: number | undefined;
}

export const billingAlarmsOf = memoizePerPlan((plan: EnvironmentPlan): readonly BillingAlarm[] =>
  plan
    .resources("aws_cloudwatch_metric_alarm")
    .filter(({ config }) => config.namespace === "AWS/Billing")
    .map((resource) => {
      const { alarm_name: name, dimensions, threshold } = resource.config;
      const { ServiceName: service, Currency: currency } = labelsOf(block(dimensions));
      return { resource, name: text(name) ?? "", service, currency, threshold: number(threshold) };
    }),
);
