import { type EnvironmentPlan } from "../terraform/environment-plan";
import { type Json } from "../terraform/stack-json";
import { memoizePerPlan } from "./blocks";
import { type Specs } from "./kubernetes-api";
import { type KubernetesObject, matchLabels, objectsOf } from "./kubernetes-objects";
import { type Workload, workloadOf } from "./workloads";

/** A disruption budget, and the workloads whose pods it selects. */
export interface Budget {
  readonly object: KubernetesObject<Specs["pod_disruption_budget"]>;
  readonly guarded: readonly Workload[];
}

export const budgetsOf = memoizePerPlan((plan: EnvironmentPlan): readonly Budget[] =>
  objectsOf(plan)
    .ofKind("pod_disruption_budget")
    .map((object) => ({ object, guarded: guardedBy(plan, object) })),
);

function guardedBy(
  plan: EnvironmentPlan,
  { namespace, spec }: KubernetesObject<Specs["pod_disruption_budget"]>,
): Workload[] {
  const labels = matchLabels(spec.selector);
  const pods = Object.keys(labels).length > 0 ? objectsOf(plan).selected(namespace, labels) : [];
  return pods.flatMap((each) => workloadOf(plan, each) ?? []);
}

/** Pods that stay up at a number of replicas; NaN if the bound is no number or percentage of pods. */
export function keptBy({ spec }: KubernetesObject<Specs["pod_disruption_budget"]>, replicas: number): number {
  const { minAvailable: kept, maxUnavailable: lost } = spec;
  return kept === undefined ? replicas - podsOf(lost, replicas) : podsOf(kept, replicas);
}

/** Number of pods of a number or a percentage, which Kubernetes rounds up; NaN for other text. */
function podsOf(value: Json | undefined, replicas: number): number {
  const [, amount, share] = /^(\d+)(%?)$/.exec(String(value)) ?? [];
  if (amount === undefined) return Number.NaN;
  return share ? Math.ceil((replicas * Number(amount)) / 100) : Number(amount);
}
