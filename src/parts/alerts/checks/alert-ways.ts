import { texts } from "../../../terraform/stack-json";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { HEARTBEAT_ALERT } from "../../prometheus/facts";
import { type AlertLabels, type AlertRoutes } from "../model/alert-routes";
import { readExpression } from "../model/expression";
import { type AlertingRule, alertingRulesOf } from "../model/alerting-rules";

/** Alerts of these stacks that a route drops or mutes, or that another alert hides. */
export function wayProblems(plan: EnvironmentPlan, routes: AlertRoutes): string[] {
  const own = alertingRulesOf(plan).map(labelsOf);
  return [...droppedAlerts(routes, own), ...mutedAlerts(routes, own), ...hiddenAlerts(routes, own)];
}

/** Labels of an alert. Its series often keep the namespace. */
function labelsOf({ name, labels, expression }: AlertingRule): AlertLabels {
  const namespace = readExpression(expression)
    .selectors.flatMap(({ matchers }) => matchers)
    .find(({ label, operator }) => label === "namespace" && operator === "=")?.value;
  return { alertname: name, ...labels, ...(namespace === undefined ? {} : { namespace }) };
}

const nameOfAlert = (alert: AlertLabels): string => alert["alertname"] ?? "";

/** A severity that nobody gets is one problem of its own. */
const droppedAlerts = (routes: AlertRoutes, own: readonly AlertLabels[]): string[] =>
  distinct(
    own
      .filter(({ severity = "" }) => routes.targetsFor({ severity }).length > 0)
      .filter((alert) => routes.targetsFor(alert).length === 0)
      .map(
        (alert) =>
          `no topic gets ${nameOfAlert(alert)}${alert["model"] === undefined ? "" : ` of ${alert["model"]}`}`,
      ),
  );

const MUTING = ["mute_time_intervals", "active_time_intervals"];

const mutedAlerts = (routes: AlertRoutes, own: readonly AlertLabels[]): string[] =>
  distinct(
    own
      .filter(({ severity }) => severity === "critical")
      .flatMap((alert) => routes.routesFor(alert))
      .flatMap((route) => MUTING.flatMap((key) => texts(route[key]).map((name) => [key, name] as const)))
      .map(([key, name]) => `a route mutes critical alerts by ${key} ${name}`),
  );

/** The heartbeat always fires. Of others, only a critical alert hides a warning: both are about one fault, as another rule judges. */
function hiddenAlerts(routes: AlertRoutes, own: readonly AlertLabels[]): string[] {
  const heartbeat = { alertname: HEARTBEAT_ALERT, severity: "none" };
  const always = own.filter((alert) => routes.inhibits(heartbeat, alert)).map(nameOfAlert);
  const hidersOf = routes.hidersAmong(own);
  const others = own.flatMap((target) =>
    hidersOf(target)
      .filter((source) => nameOfAlert(source) !== nameOfAlert(target))
      .map((source) => problemOf(source, target)),
  );
  return [
    ...(always.length === 0
      ? []
      : [`${HEARTBEAT_ALERT}, which always fires, hides ${distinct(always).join(", ")}`]),
    ...distinct(others.flat()),
  ];
}

function problemOf(source: AlertLabels, target: AlertLabels): string[] {
  if (target["severity"] === "critical")
    return [`${nameOfAlert(source)} hides the critical alert ${nameOfAlert(target)}`];
  return source["severity"] === "critical"
    ? []
    : [`the warning ${nameOfAlert(source)} hides ${nameOfAlert(target)}`];
}

const distinct = (problems: readonly string[]): string[] => [...new Set(problems)];
