import { GPU_LABEL } from "../../core/labels";
import { hasNvidiaDriver, obstacle } from "../../analysis/capacity/placement";
import { type NodeGroup, nodeGroups } from "../../analysis/cluster/node-groups";
import { type HelmRelease, releasesOf } from "../../analysis/helm-releases";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { asArray, asObject } from "../../terraform-json/stack-json";
import { type Check, type Finding, at } from "../check";

export const gpuReady: Check = {
  id: "gpu-ready",
  severity: "error",
  title: "GPU nodes run the device plugin, and have a taint against pods without GPUs",
  why: "without the plugin, a node offers no GPUs; without the taint, other pods fill the most expensive nodes",
  fix: "keep the taint and the label of the group, and a device plugin that tolerates and selects them",
  source: "https://docs.aws.amazon.com/eks/latest/userguide/device-management-nvidia.html (2026-11-20)",
  run: (plan) =>
    nodeGroups(plan)
      .filter(({ amiType }) => hasNvidiaDriver(amiType))
      .flatMap((group) => problems(plan, group).map((message) => ({ ...at(group.resource), message }))),
};

function problems(plan: EnvironmentPlan, group: NodeGroup): Finding["message"][] {
  const [plugin] = releasesOf(plan, "nvidia-device-plugin");
  const hindrance = plugin && obstacle(podOf(plugin), group);
  return [
    ...(group.taints.length > 0 ? [] : ["its nodes have no taint against pods without GPUs"]),
    ...(group.labels[GPU_LABEL] === "true"
      ? []
      : [`its nodes lack the label ${GPU_LABEL}=true, which the plugin selects`]),
    ...(plugin ? [] : ["no device plugin is installed, so its nodes offer no GPUs"]),
    ...(hindrance === undefined ? [] : [`the device plugin does not run on its nodes: ${hindrance}`]),
  ];
}

/** The chart's default tolerations. */
const OWN_TOLERATIONS = [{ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }];

/** Selector and tolerations of the plugin's pods, in the format of a pod's `spec` in Terraform. */
function podOf({ values }: HelmRelease) {
  const tolerations = asArray(values["tolerations"]);
  return {
    node_selector: asObject(values["nodeSelector"]),
    toleration: tolerations.length > 0 ? tolerations : OWN_TOLERATIONS,
  };
}
