import { block, type Json, type JsonObject, number } from "../../terraform/stack-json";
import { isTemplate } from "../../terraform/terraform-templates";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

/** Periods under a minute, in seconds. */
const SHORT_PERIODS: readonly number[] = [10, 20, 30];

const HOUR = 3600;
const DAY = 24 * HOUR;

export const alarmLimits: Check = {
  ...ruleOf(TEXTS, "alarm-limits"),
  run: (plan) =>
    plan
      .resources("aws_cloudwatch_metric_alarm")
      .flatMap((alarm) => combinedFinding(alarm, "alarm", alarmProblems(alarm.config))),
};

function alarmProblems(config: JsonObject): string[] {
  // Newer providers: the query itself reads, compares and has its times.
  if (config["evaluation_criteria"] !== undefined) return [];
  // Each query has a metric, a statistic and a period of its own.
  const isMath = config["metric_query"] !== undefined;
  return [
    ...(isMath ? [] : [...metricProblems(config), ...periodProblems(config)]),
    ...countProblems(config),
    ...(config["threshold"] === undefined && config["threshold_metric_id"] === undefined
      ? ["it compares with nothing: it has no threshold"]
      : []),
  ];
}

function metricProblems({ metric_name: metric, namespace, ...config }: JsonObject): string[] {
  return [
    ...(namespace === undefined
      ? [`it has the metric ${String(metric ?? "(none)")} without a namespace, so it reads nothing`]
      : []),
    ...(config["statistic"] === undefined && config["extended_statistic"] === undefined
      ? ["it has no statistic of its metric"]
      : []),
  ];
}

function periodProblems({ period }: JsonObject): string[] {
  const seconds = number(period);
  if (isUnknown(period)) return [];
  return seconds !== undefined && (SHORT_PERIODS.includes(seconds) || (seconds > 0 && seconds % 60 === 0))
    ? []
    : [
        `its period is ${seconds === undefined ? "missing" : `${seconds} s`}, expected 10, 20, 30 or a multiple of 60`,
      ];
}

/** Bounds of the number of periods, and of the time that they take together. */
function countProblems(config: JsonObject): string[] {
  const periods = number(config["evaluation_periods"]);
  if (periods === undefined) return [];
  if (periods < 1) return [`it evaluates ${periods} periods, expected at least 1`];
  const seconds = number(config["period"]) ?? number(block(config["metric_query"])["period"]) ?? 0;
  const most = seconds < HOUR ? DAY : 7 * DAY;
  const points = number(config["datapoints_to_alarm"]);
  return [
    ...(seconds * periods > most
      ? [`its periods together are ${seconds * periods} s, expected at most ${most}`]
      : []),
    ...(points !== undefined && (points < 1 || points > periods)
      ? [`datapoints_to_alarm is ${points}, expected 1 to ${periods}, the number of periods`]
      : []),
  ];
}

const isUnknown = (value: Json | undefined): boolean => typeof value === "string" && isTemplate(value);
