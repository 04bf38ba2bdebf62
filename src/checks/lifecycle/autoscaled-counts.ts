import { block, number } from "../../terraform/stack-json";
import { workloadsOf } from "../../infrastructure/kubernetes-workloads";
import { nodeGroups } from "../../infrastructure/capacity-nodes";
import { helmReleasesOf } from "../../infrastructure/kubernetes-releases";
import { NODE_AUTOSCALERS } from "../../facts/node-autoscalers";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { ignoresDesiredSize } from "../../infrastructure/capacity-resizes";
import { at, type Check, type Finding } from "../check";

export const autoscaledCounts: Check = {
  id: "autoscaled-counts",
  severity: "error",
  title:
    "Terraform sets no replica or node count that an autoscaler of the stacks controls, and node counts are within their bounds",
  why: "each apply would reset the count and remove capacity under load; an autoscaler outside of the stacks is not judged",
  fix: "omit replicas from a Deployment with an autoscaler, and scale nodes by components.cluster-autoscaler, or set cluster.externalNodeAutoscaler if another autoscaler does",
  source: "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/ (2026-11-20)",
  run: (plan) => [...replicas(plan), ...nodes(plan)],
};

function replicas(plan: EnvironmentPlan): Finding[] {
  return workloadsOf(plan)
    .filter(
      ({ autoscaler, resource }) => autoscaler && block(resource.config["spec"])["replicas"] !== undefined,
    )
    .map(({ resource }) => ({
      ...at(resource),
      message: "it sets replicas, which an autoscaler controls",
    }));
}

/** Charts of an autoscaler outside of these stacks are not in the plan; the environment's file declares it. */
function nodes(plan: EnvironmentPlan): Finding[] {
  const isScaled = helmReleasesOf(plan).some(({ chart }) => NODE_AUTOSCALERS.get(chart)?.setsSizesOfGroups);
  return nodeGroups(plan).flatMap(({ resource, min, max }): Finding[] => {
    const desired = number(block(resource.config.scaling_config).desired_size);
    const isOutside = desired !== undefined && (desired < min || desired > max);
    return [
      ...(isScaled && max > min && !ignoresDesiredSize(resource.config)
        ? [
            {
              ...at(resource),
              message: `an autoscaler scales it from ${min} to ${max} nodes, but each apply resets desired_size`,
            },
          ]
        : []),
      ...(isOutside
        ? [{ ...at(resource), message: `EKS refuses desired_size ${desired} outside of ${min} to ${max}` }]
        : []),
    ];
  });
}
