import { leftSizes } from "../../infrastructure/capacity-resizes";
import { block, number } from "../../terraform/stack-json";
import { workloadsOf } from "../../infrastructure/kubernetes-workloads";
import { nodeGroups } from "../../infrastructure/capacity-nodes";
import { helmReleasesOf } from "../../infrastructure/kubernetes-releases";
import { NODE_AUTOSCALERS } from "../../facts/node-autoscalers";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { at, type Check, type Finding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const autoscaledCounts: Check = {
  ...ruleOf(TEXTS, "autoscaled-counts"),
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
      ...(isScaled && max > min && !leftSizes(resource.config).number
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
