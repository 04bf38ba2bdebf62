import { type Workload, workloadOf, workloadsOf } from "../../analysis/capacity/workloads";
import { type KubernetesObject, matchLabels, objectsOf } from "../../analysis/kubernetes/objects";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Json } from "../../terraform-json/stack-json";
import { type Check, type Finding, at } from "../check";

export const disruptionBudget: Check = {
  id: "disruption-budget",
  severity: "error",
  title:
    "every model with two or more replicas has a disruption budget that keeps one replica and allows one eviction",
  why: "without a budget, a drain evicts all replicas at once; with a budget that allows no eviction, a node upgrade fails",
  fix: "give the model a budget with max_unavailable 1 that selects its pods",
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
  if (more.length > 0)
    return [`it selects the pods of several models: ${guarded.map(({ name }) => name).join(", ")}`];
  const { min_available: kept, max_unavailable: lost } = spec;
  if ((kept === undefined) === (lost === undefined))
    return ["it does not set exactly one of min_available and max_unavailable"];
  const { name, min } = workload;
  const up = kept === undefined ? min - pods(lost, min) : pods(kept, min);
  if (Number.isNaN(up)) return [`${String(kept ?? lost)} is not a number or percentage of pods`];
  if (up >= min)
    return [`it allows no eviction of ${name} (minimum replicas: ${min}), so nodes cannot be drained`];
  // A single replica is a choice: no budget can both keep and evict it.
  return up < 1 && min > 1 ? [`it allows the eviction of all ${min} replicas of ${name}`] : [];
}

/** Number of pods of a number or a percentage, which Kubernetes rounds up; NaN for other text. */
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
      message: `${name} has no disruption budget`,
    }));
}
