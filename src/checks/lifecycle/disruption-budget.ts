import { isOwn } from "../../infrastructure/accepted-blocks";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { at, type Check, type Finding, ruleOf } from "../check";
import { podBudgetsOf, type Workload, workloadsOf } from "../../infrastructure/kubernetes-workloads";
import TEXTS from "./texts.json";

export const disruptionBudget: Check = {
  ...ruleOf(TEXTS, "disruption-budget"),
  run: (plan) => {
    const budgets = podBudgetsOf(plan);
    const covered = new Set(budgets.flatMap(({ guarded }) => guarded));
    // `selectors` names a budget of an own file for pods that no stack has.
    const judged = budgets.filter(
      ({ object, guarded }) => guarded.length > 0 || !isOwn(plan, object.resource),
    );
    const found = judged.flatMap((budget) =>
      budgetProblems(budget).map((message) => ({ ...at(budget.object.resource), message })),
    );
    return [...found, ...uncovered(plan, covered)];
  },
};

function budgetProblems({
  object,
  guarded,
  kept: keptAt,
}: ReturnType<typeof podBudgetsOf>[number]): Finding["message"][] {
  const [workload, ...more] = guarded;
  if (!workload) return ["it selects no pods"];
  if (more.length > 0)
    return [`it selects the pods of several models: ${guarded.map(({ name }) => name).join(", ")}`];
  const { minAvailable: kept, maxUnavailable: lost } = object.spec;
  if ((kept === undefined) === (lost === undefined))
    return ["it does not set exactly one of minAvailable and maxUnavailable"];
  const { name, min } = workload;
  const up = keptAt(min);
  if (Number.isNaN(up)) return [`${String(kept ?? lost)} is not a number or percentage of pods`];
  if (up >= min)
    return [`it allows no eviction of ${name} (minimum replicas: ${min}), so nodes cannot be drained`];
  // A single replica is a choice: no budget can both keep and evict it.
  return up < 1 && min > 1 ? [`it allows the eviction of all ${min} replicas of ${name}`] : [];
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
