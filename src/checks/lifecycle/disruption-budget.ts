import { type Workload, workloadOf, workloadsOf } from "../../analysis/capacity/workloads";
import { type KubernetesObject, matchLabels, objectsOf } from "../../analysis/kubernetes/objects";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Json } from "../../terraform-json/stack-json";
import { type Check, type Finding, at } from "../check";

export const disruptionBudget: Check = {
  id: "disruption-budget",
  severity: "error",
  title:
    "every model with two replicas or more has a disruption budget that keeps one up and lets another go",
  why: "a drain takes all replicas at once without one; with one that lets none go, an upgrade of nodes fails",
  fix: "give the model a budget of max_unavailable 1 over its pods' labels",
  source: "https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html (2026-11-20)",
  scannerRules: ["pdb-max-unavailable", "pdb-min-available", "pdbMinAvailableGreaterThanHPAMinReplicas"],
  run: (plan) => {
    const covered = new Set<Workload>();
    const found = objectsOf(plan)
      .ofKind("pod_disruption_budget")
      .flatMap((budget) => {
        const guarded = guardedBy(plan, budget);
        guarded.forEach((workload) => covered.add(workload));
        return problems(budget, guarded).map((message) => ({ ...at(budget.resource), message }));
      });
    return [...found, ...uncovered(plan, covered)];
  },
};

function guardedBy(plan: EnvironmentPlan, { namespace, spec }: KubernetesObject): Workload[] {
  const labels = matchLabels(spec["selector"]);
  const pods = Object.keys(labels).length > 0 ? objectsOf(plan).selected(namespace, labels) : [];
  return pods.flatMap((each) => workloadOf(plan, each) ?? []);
}

function problems({ spec }: KubernetesObject, guarded: readonly Workload[]): Finding["message"][] {
  const [workload, ...more] = guarded;
  if (!workload) return ["it selects no pods"];
  if (more.length > 0) return [`it counts the pods of ${guarded.map(({ name }) => name).join(", ")} as one`];
  const { min_available: kept, max_unavailable: lost } = spec;
  if ((kept === undefined) === (lost === undefined))
    return ["it states not exactly one of min_available and max_unavailable"];
  const { name, min } = workload;
  const up = kept === undefined ? min - pods(lost, min) : pods(kept, min);
  if (Number.isNaN(up)) return [`${String(kept ?? lost)} is no number of pods`];
  if (up >= min) return [`of ${name}'s ${min} replicas it lets none go, so that no node can be drained`];
  // One replica alone is a choice; no budget can keep it up and let it go.
  return up < 1 && min > 1 ? [`it keeps none of ${name}'s ${min} replicas up`] : [];
}

/** A number, or a share of the replicas, which Kubernetes rounds up. */
function pods(value: Json | undefined, replicas: number): number {
  const [, amount, share] = /^(\d+)(%?)$/.exec(String(value)) ?? [];
  if (amount === undefined) return Number.NaN;
  return share ? Math.ceil((replicas * Number(amount)) / 100) : Number(amount);
}

function uncovered(plan: EnvironmentPlan, covered: ReadonlySet<Workload>): Finding[] {
  return workloadsOf(plan)
    .filter(({ kind, min }) => (kind === "deployment" || kind === "stateful_set") && min > 1)
    .filter((workload) => !covered.has(workload))
    .map(({ resource, name }) => ({
      ...at(resource),
      message: `no disruption budget keeps a replica of ${name} up`,
    }));
}
