import { onNodes } from "../../../infrastructure/capacity-shortage";
import { type ClusterAutoscaler, clusterAutoscalers } from "./cluster-autoscalers";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../../../checks/check";
import { items } from "../../../infrastructure/kubernetes-api";
import TEXTS from "./texts.json";

export const autoscalerRemovesNodes: Check = {
  ...ruleOf(TEXTS, "autoscaler-removes-nodes"),
  run: (plan) =>
    clusterAutoscalers(plan).flatMap((each) =>
      combinedFinding(each.release.resource, "Cluster Autoscaler", argumentProblems(plan, each)),
    ),
};

function argumentProblems(plan: EnvironmentPlan, { args }: ClusterAutoscaler): string[] {
  const isOff = (argument: string): boolean => String(args[argument]) === "false";
  const kept = onNodes(plan)
    .filter(({ pod }) => items(pod.volumes).some((volume) => volume.emptyDir !== undefined))
    .map(({ name }) => name);
  return [
    ...(isOff("scale-down-enabled") ? ["scale-down-enabled is false: it removes no node"] : []),
    ...(kept.length > 0 && !isOff("skip-nodes-with-local-storage")
      ? [`it keeps every node with a pod of ${kept.join(", ")}, which have volumes on the node`]
      : []),
    ...(isOff("skip-nodes-with-system-pods")
      ? []
      : ["it keeps nodes with pods of kube-system, such as CoreDNS, for one hour or more"]),
  ];
}
