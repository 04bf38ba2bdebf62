import { GPU_RESOURCE } from "../../infrastructure/capacity-amounts";
import { profileOf } from "../../infrastructure/capacity-placement";
import { firstFew } from "../../base/counted";
import { onNodes } from "../../infrastructure/capacity-shortage";
import { type Workload, workloadsOf } from "../../infrastructure/kubernetes-workloads";
import { type NodeGroup, nodeGroups } from "../../infrastructure/capacity-nodes";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { asObject } from "../../terraform/stack-json";
import { type Check, type Finding, at, ruleOf } from "../check";
import { affinityProblems } from "./affinity-form";
import { nodeFields } from "./node-fields";
import { items, type PodSpec } from "../../infrastructure/kubernetes-api";
import TEXTS from "./texts.json";

export const podPlacement: Check = {
  ...ruleOf(TEXTS, "pod-placement"),
  run: (plan) => [
    ...onNoNode(plan),
    ...onFargate(plan),
    ...refusedTolerations(plan),
    ...nodeFields(plan),
    ...affinities(plan),
  ],
};

function onNoNode(plan: EnvironmentPlan): Finding[] {
  const groups = nodeGroups(plan);
  return onNodes(plan).flatMap((workload) => {
    // A message names only a few groups: those that the pod selects come first.
    const missing = (group: NodeGroup): number => group.labelsMissing(workload.pod).length;
    const reasons = [...groups]
      .sort((a, b) => missing(a) - missing(b))
      .map((group) => ({ group, reason: whyNot(workload, group) }));
    if (reasons.some(({ reason }) => reason === undefined)) return [];
    const each = reasons.map(({ group, reason }) => `${group.resource.name}: ${String(reason)}`);
    const why = each.length > 0 ? firstFew(each, 3, ", ", " and ") : "no node group exists";
    return [{ ...at(workload.resource), message: `the pods of ${workload.name} fit no node group: ${why}` }];
  });
}

function whyNot({ pod, requests }: Workload, group: NodeGroup): string | undefined {
  if (requests.gpus > 0 && !group.hasNvidiaDriver) return "its nodes have no GPU driver";
  if (group.max < 1) return "it never has a node";
  const unknown = unknownResources(pod);
  if (unknown.length > 0) return `its nodes have no ${unknown.join(", ")}`;
  return group.obstacle(pod);
}

/** Resources that nodes of EKS have. Others need a device plugin, which no layer installs. */
const RESOURCES = ["cpu", "memory", "ephemeral-storage", GPU_RESOURCE];

function unknownResources(pod: PodSpec): string[] {
  const named = [...items(pod.containers), ...items(pod.initContainers)].flatMap(({ resources }) =>
    [resources?.requests, resources?.limits].flatMap((amounts) => Object.keys(asObject(amounts))),
  );
  return [...new Set(named)].filter((name) => !RESOURCES.includes(name));
}

/** Operators of a toleration; `Exists` has no value. The API refuses the whole pod otherwise. */
function refusedTolerations(plan: EnvironmentPlan): Finding[] {
  return workloadsOf(plan).flatMap(({ name, pod, resource }) =>
    items(pod.tolerations).flatMap(({ operator, value }): Finding[] => {
      const hasValue = value !== undefined && value !== "";
      if (operator === undefined || operator === "Equal" || (operator === "Exists" && !hasValue)) return [];
      const found = hasValue ? `${String(operator)} with the value ${String(value)}` : String(operator);
      const message = `a toleration of ${name} has the operator ${found}, expected Equal, or Exists without a value`;
      return [{ ...at(resource), message }];
    }),
  );
}

const affinities = (plan: EnvironmentPlan): Finding[] =>
  workloadsOf(plan).flatMap(({ name, pod, resource }) =>
    affinityProblems(pod).map((problem) => ({ ...at(resource), message: `the pods of ${name}: ${problem}` })),
  );

/** Fargate runs no DaemonSets, and the driver of mounted secrets is one. */
function onFargate(plan: EnvironmentPlan): Finding[] {
  return workloadsOf(plan).flatMap((workload) => {
    if (!profileOf(plan, workload)) return [];
    const { name, requests, pod, resource } = workload;
    const mounts = items(pod.volumes).some((volume) => volume.csi !== undefined);
    const wanted = [...(requests.gpus > 0 ? ["GPUs"] : []), ...(mounts ? ["a CSI volume"] : [])];
    const message = `the pods of ${name} run on Fargate, which does not support ${wanted.join(" or ")}`;
    return wanted.length === 0 ? [] : [{ ...at(resource), message }];
  });
}
