import { NODE_LABELS } from "../../facts/labels";
import { type NodeGroup, nodeGroups } from "../../infrastructure/capacity-nodes";
import { releasesOf } from "../../infrastructure/kubernetes-releases";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { at, type Check, type Finding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const gpuReady: Check = {
  ...ruleOf(TEXTS, "gpu-ready"),
  run: (plan) =>
    nodeGroups(plan)
      .filter(({ hasNvidiaDriver }) => hasNvidiaDriver)
      .flatMap((group) => groupProblems(plan, group).map((message) => ({ ...at(group.resource), message }))),
};

function groupProblems(plan: EnvironmentPlan, group: NodeGroup): Finding["message"][] {
  const [plugin] = releasesOf(plan, "nvidia-device-plugin");
  return [
    ...(group.taints.length > 0 ? [] : ["its nodes have no taint against pods without GPUs"]),
    ...(group.labels[NODE_LABELS.gpu] === "true"
      ? []
      : [`its nodes lack the label ${NODE_LABELS.gpu}=true, which the plugin selects`]),
    ...(plugin?.values["failOnInitError"] === false
      ? [
          "the device plugin runs without GPUs on a node whose driver does not load (failOnInitError is false)",
        ]
      : []),
    ...(plugin ? [] : ["no device plugin is installed, so its nodes offer no GPUs"]),
  ];
}
