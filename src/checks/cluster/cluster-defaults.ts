import { block, isFalse, text } from "../../terraform/stack-json";
import { type EnvironmentPlan, type ResourceOf } from "../../terraform/environment-plan";
import { type Check, combinedFinding } from "../check";

export const clusterDefaults: Check = {
  id: "cluster-defaults",
  severity: "error",
  title: "EKS installs no self-managed add-ons, and the cluster does not enter extended support",
  why: "self-managed add-ons conflict with the managed ones; extended support costs six times as much",
  fix: 'set bootstrap_self_managed_addons to false and upgrade_policy.support_type to "STANDARD"',
  source: "Amazon EKS user guide, Disable networking add-ons; Cluster upgrade policy (read 2026-11-20)",
  run: (plan) =>
    plan
      .resources("aws_eks_cluster")
      .flatMap((cluster) => combinedFinding(cluster, "cluster", defaults(plan, cluster))),
};

function defaults(plan: EnvironmentPlan, { config }: ResourceOf<"aws_eks_cluster">): string[] {
  const addons = plan.resources("aws_eks_addon").length;
  return [
    ...(addons === 0 || isFalse(config.bootstrap_self_managed_addons)
      ? []
      : ["EKS installs self-managed vpc-cni, kube-proxy and coredns in addition to the add-ons"]),
    ...(text(block(config.upgrade_policy).support_type) === "STANDARD"
      ? []
      : ["it enters extended support when standard support ends"]),
  ];
}
