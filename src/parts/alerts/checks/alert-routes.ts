import { type AlertRoutes, sendingRoutesOf } from "../model/alert-routes";
import { isAtMost, secondsIn } from "../model/seconds-in";
import { alertingRulesOf } from "../model/alerting-rules";
import { wayProblems } from "./alert-ways";
import { chartValue } from "../../../infrastructure/kubernetes-charts";
import { HEARTBEAT_ALERT, HEARTBEAT_METRIC, HINTS, ROUTE_TIMES, SAME_FAULT } from "../../prometheus/facts";
import { type EnvironmentPlan, inLayer } from "../../../terraform/environment-plan";
import { asArray, asObject, type JsonObject, number, text, texts } from "../../../terraform/stack-json";
import { type Check, combinedFinding, type CheckProblem, ruleOf } from "../../../checks/check";
import TEXTS from "./texts.json";

export const alertRoutes: Check = {
  ...ruleOf(TEXTS, "alert-routes"),
  run: (plan) =>
    sendingRoutesOf(plan).flatMap((routes) =>
      combinedFinding(routes.release.resource, "alerts", routeProblems(plan, routes)),
    ),
};

function routeProblems(plan: EnvironmentPlan, routes: AlertRoutes): CheckProblem[] {
  return [
    ...nameProblems(routes),
    ...timeProblems(routes),
    ...messageProblems(routes),
    ...hintProblems(routes),
    ...inhibitionProblems(routes),
    ...routes.unreadConditions.map((condition) => ({ notJudged: `not judged: ${condition}` })),
    ...wayProblems(plan, routes),
    ...heartbeatProblems(plan, routes),
    ...repeatedAlerts(plan, routes),
  ];
}

function nameProblems({ receivers, routes }: AlertRoutes): string[] {
  const names = receivers.map(({ name }) => text(name) ?? "");
  return [
    ...(names.includes("") ? ["a receiver has no name"] : []),
    ...routes.flatMap(({ receiver }) =>
      receiver === undefined || names.includes(text(receiver) ?? "")
        ? []
        : [`a route has the receiver ${String(receiver)}, which does not exist`],
    ),
  ];
}

const timeProblems = ({ routes }: AlertRoutes): string[] =>
  routes.flatMap((route) =>
    Object.entries(ROUTE_TIMES)
      .filter(([key]) => route[key] !== undefined)
      .flatMap(([key, most]) => {
        const time = String(route[key]);
        if (secondsIn(time) === undefined) return [`${key} is ${time}, expected a time such as 5m`];
        return isAtMost(time, most) ? [] : [`${key} is ${time}, expected at most ${most}`];
      }),
  );

/** Subject and message of the receiver of people, and the labels that a subject can name. */
function messageProblems(routes: AlertRoutes): string[] {
  const root = routes.routes[0] ?? {};
  const grouped = texts(root["group_by"]);
  const configs = routes.receivers
    .filter(({ name }) => name === root["receiver"])
    .flatMap((receiver) => asArray(receiver["sns_configs"]).map(asObject));
  return configs.flatMap(({ subject, message }) => {
    const named = [...String(subject ?? "").matchAll(/\.GroupLabels\.(\w+)/g)].map(([, label = ""]) => label);
    const lacking = ["summary", "runbook"].filter(
      (name) => !text(message)?.includes(`.Annotations.${name} }}`),
    );
    return [
      ...(named.includes("alertname") ? [] : ["the subject does not name the alert"]),
      ...named
        .filter((label) => !grouped.includes(label))
        .map((label) => `the subject names ${label}, by which alerts are not grouped`),
      ...lacking.map((name) => `the message has no ${name}`),
    ];
  });
}

const hintProblems = (routes: AlertRoutes): string[] =>
  HINTS.filter((severity) => routes.targetsFor({ severity }).length > 0).map(
    (severity) => `alerts of severity ${severity} are sent, which are hints`,
  );

/** A critical alert hides the warning about the same fault, and no other. */
function inhibitionProblems(routes: AlertRoutes): string[] {
  const labels = { alertname: "A", namespace: "n", model: "m" };
  const critical = { ...labels, severity: "critical" };
  const warning = { ...labels, severity: "warning" };
  const hidden = Object.keys(labels).filter((label) =>
    routes.inhibits(critical, { ...warning, [label]: "other" }),
  );
  return [
    ...(routes.inhibits(critical, warning)
      ? []
      : ["a critical alert does not hide the warning about its fault"]),
    ...(routes.inhibits(warning, critical) ? ["a warning hides a critical alert"] : []),
    ...[critical, warning]
      .filter((alert) => routes.inhibits(alert, alert))
      .map(({ severity }) => `a ${severity} alert hides others of its severity, such as those of other pods`),
    ...hidden.map((label) => `a critical alert hides warnings with another ${label}`),
  ];
}

/** An alarm on missing messages needs them in each of its periods. */
function heartbeatProblems(plan: EnvironmentPlan, routes: AlertRoutes): string[] {
  const labels = { alertname: HEARTBEAT_ALERT, severity: "none" };
  const sent = routes.targetsFor(labels).map(({ topic }) => plan.target(topic));
  return plan
    .resources("aws_cloudwatch_metric_alarm")
    .filter(({ config }) => config.metric_name === HEARTBEAT_METRIC.name)
    .flatMap((alarm) => {
      const topic = plan.target(inLayer(alarm, asObject(alarm.config.dimensions)["TopicName"]));
      if (!sent.includes(topic)) return [`nothing publishes to the topic of ${alarm.address}`];
      const period = number(alarm.config.period) ?? 0;
      return routes.routes
        .filter((route) => texts(route["matchers"]).some((each) => each.includes(HEARTBEAT_ALERT)))
        .flatMap((route) => [...repeatProblems(route, period), ...endProblems(routes, route)]);
    });
}

function repeatProblems(route: JsonObject, period: number): string[] {
  // Alertmanager repeats at the first group interval after the repeat interval. Without them, it takes hours.
  const [group, repeat] = ["group_interval", "repeat_interval"].map((key) =>
    secondsIn(String(route[key] ?? "")),
  );
  return group !== undefined && repeat !== undefined && group + repeat <= period / 2
    ? []
    : [
        `the heartbeat repeats after ${String(route["repeat_interval"])} and ${String(route["group_interval"])}, expected two in each period of ${period} s`,
      ];
}

/** The end of the alert that always fires is no sign of life. */
const endProblems = ({ receivers }: AlertRoutes, { receiver }: JsonObject): string[] =>
  receivers
    .filter(({ name }) => name === receiver)
    .flatMap((each) => asArray(each["sns_configs"]))
    .some((config) => asObject(config)["send_resolved"] !== false)
    ? ["the heartbeat is also sent when it ends"]
    : [];

/** Alerts of the chart and of this project about the same fault. */
function repeatedAlerts(plan: EnvironmentPlan, { release }: AlertRoutes): string[] {
  const own = new Set(alertingRulesOf(plan).map(({ name }) => name));
  const isOff = (alert: string): boolean =>
    chartValue(release.values, `defaultRules.disabled.${alert}`) === true;
  return Object.entries(SAME_FAULT)
    .filter(([chart, alert]) => own.has(alert) && !isOff(chart))
    .map(([chart, alert]) => `${chart} of the chart and ${alert} report the same fault`);
}
