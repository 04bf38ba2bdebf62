import { number } from "../../terraform/stack-json";
import { requirementsOf } from "../../infrastructure/capacity-placement";
import { items, type PodSpec } from "../../infrastructure/kubernetes-api";

/** Largest weight of a preference (Kubernetes API reference, PreferredSchedulingTerm, 2026-11-21). */
const MAX_WEIGHT = 100;

/** Affinity that the API refuses, or that no check judges. */
export function affinityProblems(pod: PodSpec): string[] {
  const { nodeAffinity, podAffinity, podAntiAffinity } = pod.affinity ?? {};
  const preferred = items(nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution);
  const terms = [
    ...items(nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms),
    ...preferred.map(({ preference = {} }) => preference),
  ];
  const ofPods = [
    ["pod_affinity", podAffinity],
    ["pod_anti_affinity", podAntiAffinity],
  ] as const;
  const preferences = [
    ...preferred,
    ...ofPods.flatMap(([, each]) => items(each?.preferredDuringSchedulingIgnoredDuringExecution)),
  ];
  return [
    ...terms.flatMap(requirementsOf).flatMap(requirementProblems),
    ...preferences.flatMap(({ weight }) => {
      const value = number(weight) ?? 0;
      return value >= 1 && value <= MAX_WEIGHT
        ? []
        : [`a preference has the weight ${value}, expected 1 to ${MAX_WEIGHT}`];
    }),
    ...ofPods
      .filter(([, each]) => items(each?.requiredDuringSchedulingIgnoredDuringExecution).length > 0)
      .map(([kind]) => `${kind} is required, which no check judges; use topology_spread_constraint`),
  ];
}

function requirementProblems({ key, operator, values }: ReturnType<typeof requirementsOf>[number]): string[] {
  const has = `the node affinity for ${key} has the operator ${operator}`;
  switch (operator) {
    case "In":
    case "NotIn":
      return values.length > 0 ? [] : [`${has} without values`];
    case "Exists":
    case "DoesNotExist":
      return values.length === 0 ? [] : [`${has} with values`];
    case "Gt":
    case "Lt":
      return values.length === 1 && /^-?\d+$/.test(values[0] ?? "")
        ? []
        : [`${has} with ${values.join(", ") || "no value"}, expected one whole number`];
    default:
      return [`${has}, expected In, NotIn, Exists, DoesNotExist, Gt or Lt`];
  }
}
