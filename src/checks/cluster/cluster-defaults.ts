import { block, isFalse, text } from "../../terraform/stack-json";
import { type EnvironmentPlan, type ResourceOf } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const clusterDefaults: Check = {
  ...ruleOf(TEXTS, "cluster-defaults"),
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
