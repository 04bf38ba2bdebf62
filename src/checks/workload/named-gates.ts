import { CHART_FACTS } from "../../evidence/charts";
import { text } from "../../terraform/stack-json";
import { helmReleasesOf } from "../../infrastructure/kubernetes-releases";
import { items } from "../../infrastructure/kubernetes-api";
import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { combinedFinding, type Finding } from "../check";

/** Conditions that the load balancer controller sets (its guide, Pod readiness gate, read 2026-11-20). */
const OF_CONTROLLER = /^target-health\.(elbv2\.k8s\.aws|alb\.ingress\.k8s\.aws)\//;

/** Gates that pods name themselves, where every program that could open them is known. */
export function namedGates(plan: EnvironmentPlan): Finding[] {
  const isKnown = helmReleasesOf(plan).every(
    ({ chart, local }) => local || Object.hasOwn(CHART_FACTS, chart),
  );
  if (!isKnown) return [];
  return objectsOf(plan).pods.flatMap(({ owner, spec }) =>
    combinedFinding(
      owner.resource,
      owner.title,
      items(spec.readinessGates)
        .map((gate) => text(gate.conditionType) ?? "(none)")
        .filter((condition) => !OF_CONTROLLER.test(condition))
        .map(
          (condition) =>
            `its readiness gate ${condition} is opened by no program of this environment, so its pods never become ready`,
        ),
    ),
  );
}
