import { type EnvironmentPlan } from "../terraform/environment-plan";
import { type StackJson } from "../terraform/stack-json";
import { type Layer } from "../base/layers";
import { readinessOf, type Rollout } from "./kubernetes/readiness";

/** The list of a stack for the script that watches rollouts. */
interface Rollouts {
  readonly awaited: readonly Rollout[];
  /** Blocks that may run pods, with nothing that tells when they are ready. */
  readonly unknown: readonly string[];
}

/** Its file beside the JSON of the stack. */
export const ROLLOUTS_FILE = ".rollouts.json";

/** Whether a stack makes objects in Kubernetes. Only such a stack has pods that a watch can reach where it is applied. */
export const isInCluster = ({ providers }: Pick<StackJson, "providers">): boolean =>
  "kubernetes" in providers || "helm" in providers;

/** The list of a layer for the scripts. */
export const rolloutsOf = (plan: EnvironmentPlan, layer: Layer): Rollouts => {
  const own = readinessOf(plan).filter(({ resource }) => resource.layer === layer);
  return {
    awaited: own.flatMap(({ ready }) => (ready?.by === "watch" ? [ready.rollout] : [])),
    unknown: own.flatMap(({ resource, what, ready }) => (ready ? [] : [`${resource.address}: ${what}`])),
  };
};
