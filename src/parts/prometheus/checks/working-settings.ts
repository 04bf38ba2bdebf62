import { chartValue } from "../../../infrastructure/kubernetes-charts";
import {
  type CustomObject,
  customObjectsOf,
  type HelmRelease,
} from "../../../infrastructure/kubernetes-releases";
import { carries, labelsOf } from "../../../infrastructure/kubernetes-labels";
import { objectsOf } from "../../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { asArray, asObject, isFalse, isTrue, type JsonObject } from "../../../terraform/stack-json";
import { isAtMost } from "../../alerts/model";
import { SAME_FAULT } from "../facts/alertmanager";
import {
  BREAKING_VALUES,
  MOST_BETWEEN,
  NEEDLESS_GROUPS,
  SELECTORS,
  TIMES_BETWEEN,
} from "../facts/working-settings";
import { type CheckProblem } from "../../../checks/check";

/** Values with which Prometheus reads no series or rules, evaluates nothing, or sends nothing. */
export function stoppingProblems(plan: EnvironmentPlan, { values }: HelmRelease): CheckProblem[] {
  return [
    ...BREAKING_VALUES.filter(({ path, value }) => chartValue(values, path) === value).map(
      ({ path, value, otherwise }) => `${path} is ${value}: ${otherwise}`,
    ),
    ...TIMES_BETWEEN.flatMap((path) => tooRare(values, path)),
    ...ruleProblems(values),
    ...SELECTORS.flatMap((selector) => selectorProblems(plan, values, selector)),
  ];
}

function tooRare(values: JsonObject, path: string): string[] {
  const value = chartValue(values, path);
  if (value === undefined || isAtMost(String(value), MOST_BETWEEN)) return [];
  return [`${path} is ${JSON.stringify(value)}, expected at most ${MOST_BETWEEN}: rules read windows of 5m`];
}

/** Alerts of the chart that are off, and that no alert of this project replaces. */
function ruleProblems(values: JsonObject): string[] {
  const groups = Object.entries(asObject(chartValue(values, "defaultRules.rules")))
    .filter(([name, value]) => isFalse(value) && !NEEDLESS_GROUPS.has(name))
    .map(([name]) => `defaultRules.rules.${name} is false: its alerts of the chart are off`);
  const alerts = Object.entries(asObject(chartValue(values, "defaultRules.disabled")))
    .filter(([name, value]) => isTrue(value) && SAME_FAULT[name] === undefined)
    .map(([name]) => `defaultRules.disabled.${name} is true, and no alert of these stacks replaces it`);
  return [...groups, ...alerts];
}

/** Objects of these stacks that a selector of Prometheus leaves out. */
function selectorProblems(
  plan: EnvironmentPlan,
  values: JsonObject,
  { kind, objects, namespaces }: (typeof SELECTORS)[number],
): CheckProblem[] {
  const own = customObjectsOf(plan).filter((each) => each.kind === kind);
  const judge = (
    key: string,
    labels: (each: CustomObject) => Readonly<Record<string, string>>,
  ): CheckProblem[] => {
    const path = `prometheus.prometheusSpec.${key}`;
    const { matchLabels, matchExpressions } = asObject(chartValue(values, path));
    if (asArray(matchExpressions).length > 0)
      return [{ notJudged: `not judged: matchExpressions of ${path}` }];
    const wanted = labelsOf(matchLabels);
    const left = own.filter((each) => !carries(labels(each), wanted)).map(({ name }) => name);
    return left.length === 0 ? [] : [`${path} selects no ${kind} ${left.join(", ")} of these stacks`];
  };
  return [
    ...judge(objects, (each) => labelsOf(each.labels)),
    ...judge(namespaces, ({ namespace }) => namespaceLabels(plan, namespace)),
  ];
}

function namespaceLabels(plan: EnvironmentPlan, name: string): Readonly<Record<string, string>> {
  const found = objectsOf(plan)
    .ofKind("namespace")
    .find((each) => each.name === name);
  return { ...found?.labels, "kubernetes.io/metadata.name": name };
}
