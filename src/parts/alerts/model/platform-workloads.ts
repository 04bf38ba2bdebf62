import { ADDONS_OF_PARTS } from "../../../evidence/addons-of-parts";
import { CHART_FACTS } from "../../../evidence/charts";
import { chartWorkloads } from "../../../infrastructure/kubernetes-charts";
import { addonsOf, helmReleasesOf } from "../../../infrastructure/kubernetes-releases";
import { objectsOf } from "../../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan, type PlannedResource } from "../../../terraform/environment-plan";
import { type RecordedWorkload, type WorkloadKind } from "../facts/cases/workload-cases";

/** A workload with the resource that creates it. */
export interface PlatformWorkload extends RecordedWorkload {
  readonly resource: PlannedResource;
  /** The resource in words, such as `release argo-cd`. */
  readonly title: string;
}

/**
 * Workloads that charts, EKS add-ons and Terraform create. Those of charts and add-ons without
 * facts are unknown, which `release-known` tells, and so are those that Argo CD applies from
 * another repository.
 *
 * @param models namespaces of models, whose own alerts are those of other cases
 */
export function platformWorkloads(plan: EnvironmentPlan, models: ReadonlySet<string>): PlatformWorkload[] {
  return [...ofCharts(plan), ...ofAddons(plan), ...ofTerraform(plan, models)];
}

const ofCharts = (plan: EnvironmentPlan): PlatformWorkload[] =>
  helmReleasesOf(plan).flatMap(({ resource, chart, local, namespace, values }) => {
    const facts = local ? undefined : CHART_FACTS[chart];
    return (facts ? chartWorkloads(facts, values) : []).flatMap(({ facts: { kind, name } }) =>
      kind === "Job" ? [] : [{ resource, title: `release ${chart}`, kind, namespace, name }],
    );
  });

const ofAddons = (plan: EnvironmentPlan): PlatformWorkload[] =>
  addonsOf(plan).flatMap(({ resource, name: addon }) =>
    (ADDONS_OF_PARTS[addon]?.pods ?? []).map(({ kind, namespace, name }) => ({
      resource,
      title: `add-on ${addon}`,
      kind,
      namespace,
      name,
    })),
  );

const KINDS: readonly (readonly [ofTerraform: string, kind: WorkloadKind])[] = [
  ["deployment", "Deployment"],
  ["stateful_set", "StatefulSet"],
  ["daemon_set", "DaemonSet"],
  ["daemonset", "DaemonSet"],
];

const ofTerraform = (plan: EnvironmentPlan, models: ReadonlySet<string>): PlatformWorkload[] =>
  KINDS.flatMap(([ofType, kind]) =>
    objectsOf(plan)
      .ofKind(ofType)
      .filter(({ namespace }) => !models.has(namespace))
      .map(({ resource, namespace, name }) => ({
        resource,
        title: `${kind} ${name}`,
        kind,
        namespace,
        name,
      })),
  );
