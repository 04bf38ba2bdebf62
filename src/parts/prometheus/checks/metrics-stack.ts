import { customObjectsOf, type HelmRelease, releasesOf } from "../../../infrastructure/kubernetes-releases";
import { volumeClaimsOf } from "../../../infrastructure/kubernetes-volumes";
import { quantity } from "../../../base/quantities";
import { isAtMost, readExpression, ruleGroupsOf, rulesIn, secondsIn } from "../../alerts/model";
import { stoppingProblems } from "./working-settings";
import { PROMETHEUS_VALUES } from "../facts/kube-prometheus-stack";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { asObject, type Json, type JsonObject, text } from "../../../terraform/stack-json";
import { at, type Check, combinedFinding, type Finding, ruleOf } from "../../../checks/check";
import TEXTS from "./texts.json";

const CHART = "kube-prometheus-stack";

export const metricsStack: Check = {
  ...ruleOf(TEXTS, "metrics-stack"),
  run: (plan) => releasesOf(plan, CHART).flatMap((release) => findings(plan, release)),
};

function findings(plan: EnvironmentPlan, release: HelmRelease): Finding[] {
  const { resource, values } = release;
  const claims = volumeClaimsOf(plan).filter((claim) => claim.resource === resource);
  const lacking = ["prometheus", "alertmanager"].filter(
    (name) => !claims.some((claim) => claim.name === `${name} of ${CHART}`),
  );
  const [prometheus] = claims.filter(({ name }) => name === `prometheus of ${CHART}`);
  return [
    ...combinedFinding(resource, "values", [
      ...PROMETHEUS_VALUES.flatMap(({ path, value, otherwise }) =>
        valueIn(values, path) === value
          ? []
          : [
              `${path.join(".")} is ${written(valueIn(values, path))}, expected ${written(value)}: ${otherwise}`,
            ],
      ),
      ...(valueIn(values, SEARCHED) === release.namespace
        ? []
        : [
            `${SEARCHED.join(".")} is ${written(valueIn(values, SEARCHED))}, expected ${release.namespace}, the only one that it may read`,
          ]),
      ...lacking.map((name) => `${name} has no volume, so its data ends with its pod`),
      ...(prometheus ? retentionProblems(plan, values, prometheus.storage) : []),
      ...stoppingProblems(plan, release),
    ]),
    ...monitorFindings(plan, release),
  ];
}

/** Namespace in which the sidecar of Grafana looks for dashboards. */
const SEARCHED = ["grafana", "sidecar", "dashboards", "searchNamespace"];

const valueIn = (values: JsonObject, path: readonly string[]): Json | undefined =>
  path.reduce<Json | undefined>((value, key) => asObject(value)[key], values);

const written = (value: Json | undefined): string =>
  value === undefined ? "missing" : JSON.stringify(value);

/** Largest part of the volume for blocks, which the write-ahead log and compactions share. */
const MOST = 0.85;

function retentionProblems(plan: EnvironmentPlan, values: JsonObject, storage: string): string[] {
  const { retention, retentionSize } = asObject(asObject(asObject(values)["prometheus"])["prometheusSpec"]);
  const [, amount] = /^(\d+)GB$/.exec(text(retentionSize) ?? "") ?? [];
  // Prometheus counts in powers of two.
  const bytes = Number(amount) * 2 ** 30;
  return [
    ...(secondsIn(text(retention) ?? "")
      ? shortProblems(plan, text(retention) ?? "")
      : [`retention is ${written(retention)}, expected days such as 15d`]),
    ...(bytes > 0 && bytes <= MOST * quantity(storage)
      ? []
      : [
          `retentionSize is ${written(retentionSize)}, expected at most ${MOST * 100} % of the volume of ${storage}`,
        ]),
  ];
}

/** A range that begins before the oldest sample has no value from its beginning. */
function shortProblems(plan: EnvironmentPlan, retention: string): string[] {
  const longer = ruleGroupsOf(plan)
    .flatMap(rulesIn)
    .flatMap((rule) => readExpression(text(rule["expr"]) ?? "").ranges)
    .filter((range) => secondsIn(range) !== undefined && !isAtMost(range, retention));
  return longer.length === 0
    ? []
    : [`retention is ${written(retention)}, and alerts read ${[...new Set(longer)].join(", ")}`];
}

/** Monitors of models are for the release in the stacks. */
const monitorFindings = (plan: EnvironmentPlan, release: HelmRelease): Finding[] =>
  customObjectsOf(plan)
    .filter(({ kind }) => kind === "ServiceMonitor")
    .filter(({ labels }) => labels["release"] !== text(release.resource.config.name))
    .map(({ resource, name, labels }) => ({
      ...at(resource),
      message: `ServiceMonitor ${name} is for the release ${labels["release"] ?? "(none)"}, and the stacks install ${String(release.resource.config.name)}`,
    }));
