import { CHART_FACTS } from "../../../evidence/charts";
import { type EnvironmentPlan, memoizePerPlan } from "../../../terraform/environment-plan";
import { type JsonObject, asObject } from "../../../terraform/stack-json";
import { effectiveValues } from "../../../infrastructure/kubernetes-charts";
import { type HelmRelease, releasesOf } from "../../../infrastructure/kubernetes-releases";

/** A release of the Cluster Autoscaler. */
export interface ClusterAutoscaler {
  readonly release: HelmRelease;
  /** Values of the release over those of the chart. */
  readonly values: JsonObject;
  /** Arguments of the program, by name without dashes. */
  readonly args: JsonObject;
}

export const clusterAutoscalers = memoizePerPlan((plan: EnvironmentPlan): readonly ClusterAutoscaler[] => {
  const facts = CHART_FACTS["cluster-autoscaler"];
  if (!facts) return [];
  return releasesOf(plan, facts.chart)
    .filter(({ local }) => !local)
    .map((release) => {
      const values = effectiveValues(facts, release.values);
      return { release, values, args: asObject(values["extraArgs"]) };
    });
});
