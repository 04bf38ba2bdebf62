import { own } from "../../../base/own";
import { resolveReferences } from "../../../infrastructure/text-references";
import { type EnvironmentPlan, type ResourceOf, inLayer } from "../../../terraform/environment-plan";
import { asObject, type JsonObject, number, text } from "../../../terraform/stack-json";
import { at, type Check, combinedFinding, type Finding, ruleOf } from "../../../checks/check";
import { ALARM_FORMS, type AlarmForm, CERTIFICATE_ALARM } from "../facts/alarms";
import { sendingRoutesOf } from "../model/alert-routes";
import { servedCertificates } from "../model/served-certificates";
import TEXTS from "./texts.json";

export const alarmSettings: Check = {
  ...ruleOf(TEXTS, "alarm-settings"),
  run: (plan) => [
    ...plan.resources("aws_cloudwatch_metric_alarm").flatMap((alarm) => {
      const forms = own(ALARM_FORMS, text(alarm.config.namespace) ?? "");
      return forms ? combinedFinding(alarm, "alarm", alarmProblems(plan, alarm, forms)) : [];
    }),
    ...unwatchedCertificates(plan),
  ],
};

function alarmProblems(
  plan: EnvironmentPlan,
  alarm: ResourceOf<"aws_cloudwatch_metric_alarm">,
  forms: readonly AlarmForm[],
): string[] {
  const { config } = alarm;
  const metric = text(config.metric_name) ?? "missing";
  const form = forms.find((each) => each.metric === metric);
  // The expected values are those of a metric.
  if (!form) return [`its metric is ${metric}, expected ${forms.map((each) => each.metric).join(" or ")}`];
  return [
    ...oneOf(config, "comparison_operator", form.comparisons),
    ...oneOf(config, "statistic", form.statistics),
    // AWS's default.
    ...oneOf({ treat_missing_data: "missing", ...config }, "treat_missing_data", form.missingData),
    ...thresholdProblems(config, form),
    ...timeProblems(config, form),
    ...certificateProblems(plan, alarm),
  ];
}

function oneOf(config: JsonObject, key: string, expected: readonly string[]): string[] {
  const value = text(config[key]) ?? "missing";
  return expected.includes(value) ? [] : [`its ${key} is ${value}, expected ${expected.join(" or ")}`];
}

function thresholdProblems(config: JsonObject, { threshold: [least, most] }: AlarmForm): string[] {
  const value = number(config["threshold"]);
  return value !== undefined && value >= least && value <= most
    ? []
    : [`its threshold is ${value ?? "missing"}, expected ${least} to ${most}`];
}

function timeProblems(config: JsonObject, { minutes }: AlarmForm): string[] {
  const after = ((number(config["period"]) ?? 0) * (number(config["evaluation_periods"]) ?? 0)) / 60;
  return after > 0 && after <= minutes
    ? []
    : [`it fires after ${after} minutes, expected at most ${minutes}`];
}

const certificateOf = (plan: EnvironmentPlan, alarm: ResourceOf<"aws_cloudwatch_metric_alarm">): string =>
  resolveReferences(plan, inLayer(alarm, asObject(alarm.config.dimensions)[CERTIFICATE_ALARM.dimension]));

function certificateProblems(
  plan: EnvironmentPlan,
  alarm: ResourceOf<"aws_cloudwatch_metric_alarm">,
): string[] {
  if (alarm.config.namespace !== CERTIFICATE_ALARM.namespace) return [];
  const arn = certificateOf(plan, alarm);
  return servedCertificates(plan).some((each) => each.arn === arn)
    ? []
    : [`its ${CERTIFICATE_ALARM.dimension} is ${arn || "missing"}, which nothing serves`];
}

/** Certificates without any alarm on certificates. One on another certificate is a problem of the alarm. */
function unwatchedCertificates(plan: EnvironmentPlan): Finding[] {
  const isWatched = plan
    .resources("aws_cloudwatch_metric_alarm")
    .some(({ config }) => config.namespace === CERTIFICATE_ALARM.namespace);
  if (isWatched || sendingRoutesOf(plan).length === 0) return [];
  return servedCertificates(plan).map(({ resource, arn }) => ({
    ...at(resource),
    message: `no alarm tells that the certificate ends: ${arn}`,
    fix: "add an alarm on DaysToExpiry in AWS/CertificateManager with its CertificateArn",
  }));
}
