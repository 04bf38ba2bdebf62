import { block, blocks, number } from "../../model/blocks";
import { type Requirement, requiredAffinity, requirementsOf } from "../../model/capacity/placement";
import { type JsonObject } from "../../terraform-json/stack-json";

const REQUIRED = "required_during_scheduling_ignored_during_execution";
const PREFERRED = "preferred_during_scheduling_ignored_during_execution";

/** Largest weight of a preference (Kubernetes API reference, PreferredSchedulingTerm, 2026-11-21). */
const MAX_WEIGHT = 100;

/** Affinity that the API refuses, or that no check judges. */
export function affinityProblems(pod: JsonObject): string[] {
  const affinity = block(pod["affinity"]);
  const kinds = ["node_affinity", "pod_affinity", "pod_anti_affinity"];
  const preferences = kinds.flatMap((kind) => blocks(block(affinity[kind])[PREFERRED]));
  const terms = [
    ...blocks(requiredAffinity(pod)?.["node_selector_term"]),
    ...preferences.map(({ preference }) => block(preference)),
  ];
  return [
    ...terms.flatMap(requirementsOf).flatMap(requirementProblems),
    ...preferences.flatMap(({ weight }) => {
      const value = number(weight) ?? 0;
      return value >= 1 && value <= MAX_WEIGHT
        ? []
        : [`a preference has the weight ${value}, expected 1 to ${MAX_WEIGHT}`];
    }),
    ...kinds
      .slice(1)
      .filter((kind) => blocks(block(affinity[kind])[REQUIRED]).length > 0)
      .map((kind) => `${kind} is required, which no check judges; use topology_spread_constraint`),
  ];
}

function requirementProblems({ key, operator, values }: Requirement): string[] {
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
