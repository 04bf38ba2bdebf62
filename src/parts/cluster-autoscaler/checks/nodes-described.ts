import { onNodes } from "../../../infrastructure/capacity-shortage";
import { type NodeGroup, nodeGroups } from "../../../infrastructure/capacity-nodes";
import { clusterAutoscalers } from "./cluster-autoscalers";
import { memoryMiB } from "../../../base/quantities";
import { NODE_TEMPLATE } from "../facts/cluster-autoscaler";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { asObject, text } from "../../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../../../checks/check";
import TEXTS from "./texts.json";

export const nodesDescribed: Check = {
  ...ruleOf(TEXTS, "nodes-described"),
  fix: `tag the node group with ${NODE_TEMPLATE.diskTag}, up to what its nodes can allocate, and label groups with GPUs with ${NODE_TEMPLATE.gpuLabel}`,
  run: (plan) =>
    clusterAutoscalers(plan).length === 0
      ? []
      : nodeGroups(plan).flatMap((group) =>
          combinedFinding(group.resource, "node group", [
            ...diskProblems(plan, group),
            ...gpuProblems(group),
          ]),
        ),
};

function diskProblems(plan: EnvironmentPlan, group: NodeGroup): string[] {
  const stated = text(asObject(group.resource.config.tags)[NODE_TEMPLATE.diskTag]);
  if (stated === undefined) {
    const waiting = onNodes(plan).filter(({ pod, requests }) => requests.diskMiB > 0 && group.admits(pod));
    return group.min > 0 || waiting.length === 0
      ? []
      : [
          `it can have no nodes, and its disk is not stated: pods of ${waiting.map(({ name }) => name).join(", ")} request ephemeral storage, and add no first node`,
        ];
  }
  const amount = memoryMiB(stated);
  if (Number.isNaN(amount)) return [`the tag of its disk is ${stated}, no quantity`];
  return group.node && amount > group.node.diskMiB
    ? [`the tag states ${stated} of disk, but its nodes can allocate ${group.node.diskMiB}Mi`]
    : [];
}

const gpuProblems = ({ node, labels }: NodeGroup): string[] =>
  (node?.gpus ?? 0) > 0 && labels[NODE_TEMPLATE.gpuLabel] === undefined
    ? [`its nodes have GPUs and no label ${NODE_TEMPLATE.gpuLabel}: more nodes are added while GPUs start`]
    : [];
