import { block } from "../../analysis/blocks";
import { workloadsOf } from "../../analysis/capacity/workloads";
import { nodeGroups } from "../../analysis/cluster/node-groups";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { asArray } from "../../terraform-json/stack-json";
import { type Check, type Finding, at } from "../check";

export const autoscaledCounts: Check = {
  id: "autoscaled-counts",
  severity: "error",
  title: "Terraform does not set replica and node counts that autoscalers control",
  why: "each apply would reset the count, and remove capacity under load",
  fix: "omit replicas from a Deployment with an autoscaler, and ignore changes of desired_size",
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

function nodes(plan: EnvironmentPlan): Finding[] {
  return nodeGroups(plan)
    .filter(
      ({ min, max, resource }) =>
        max > min && !ignoresDesiredSize(block(resource.config["lifecycle"])["ignore_changes"]),
    )
    .map(({ resource, min, max }) => ({
      ...at(resource),
      message: `it scales from ${min} to ${max} nodes, but each apply resets desired_size`,
    }));
}

function ignoresDesiredSize(ignored: Parameters<typeof asArray>[0]): boolean {
  return (
    ignored === "all" ||
    asArray(ignored).some((path) => /^scaling_config(\[0\]|\.0)?(\.desired_size)?$/.test(String(path)))
  );
}
