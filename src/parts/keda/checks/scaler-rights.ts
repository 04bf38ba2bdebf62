import { text } from "../../../terraform/stack-json";
import { chartValue, effectiveValues } from "../../../infrastructure/kubernetes-charts";
import { type HelmRelease, releasesOf } from "../../../infrastructure/kubernetes-releases";
import { CHART_FACTS } from "../../../evidence/charts";
import { type Check, combinedFinding, ruleOf } from "../../../checks/check";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { KEDA_CHART, KEDA_VALUES } from "../facts/keda";
import { scaledObjectsOf } from "../model";
import TEXTS from "./texts.json";

export const scalerRights: Check = {
  ...ruleOf(TEXTS, "scaler-rights"),
  run: (plan) =>
    releasesOf(plan, KEDA_CHART).flatMap((release) =>
      combinedFinding(release.resource, "values", rightsProblems(plan, release)),
    ),
};

function rightsProblems(plan: EnvironmentPlan, { values }: HelmRelease): string[] {
  const facts = CHART_FACTS[KEDA_CHART];
  const merged = facts ? effectiveValues(facts, values) : values;
  const watched = text(chartValue(merged, "watchNamespace")) ?? "";
  const namespaces = watched.split(",").map((each) => each.trim());
  const missed = scaledObjectsOf(plan).filter(({ object }) => !namespaces.includes(object.namespace));
  return [
    ...KEDA_VALUES.flatMap(({ path, value, otherwise }) => {
      const given = chartValue(merged, path);
      return given === value ? [] : [`${path} is ${String(given)}, expected ${String(value)}: ${otherwise}`];
    }),
    ...(watched === ""
      ? []
      : missed.map(
          ({ object: { name, namespace } }) =>
            `watchNamespace is ${watched}, and the ScaledObject ${name} is in ${namespace}`,
        )),
  ];
}
