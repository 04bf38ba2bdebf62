import { NLB_SECONDS } from "../evidence/load-balancers";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { memoizePerPlan, number } from "./blocks";
import { entriesOf } from "./entries";
import { type Pods, mainContainer } from "./kubernetes-objects";

/** Owners of pods behind an NLB. */
const behindNlb = memoizePerPlan(
  (plan: EnvironmentPlan) =>
    new Set(
      entriesOf(plan)
        .filter(({ kind }) => kind === "nlb")
        .flatMap(({ pods }) => pods.map(({ owner }) => owner.resource)),
    ),
);

export const isBehindNlb = (plan: EnvironmentPlan, { owner }: Pods): boolean =>
  behindNlb(plan).has(owner.resource);

/**
 * Longest time until the load balancer sends requests to a started pod, in seconds. The check `readiness-gates`
 * ensures that the pod is ready only then. An ALB takes seconds, which are not counted.
 */
export const registrationSeconds = (plan: EnvironmentPlan, pods: Pods): number =>
  isBehindNlb(plan, pods) ? NLB_SECONDS.registeredAfter : 0;

/** Longest time until the startup probe succeeds, in seconds, with the defaults of Kubernetes. */
export function startSeconds(pods: Pods): number {
  const probe = mainContainer(pods)?.config.startupProbe ?? {};
  if (Object.keys(probe).length === 0) return 0;
  const tries = (number(probe.periodSeconds) ?? 10) * (number(probe.failureThreshold) ?? 3);
  return tries + (number(probe.initialDelaySeconds) ?? 0);
}
