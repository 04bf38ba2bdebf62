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
  title: "nodes with GPUs run the device plugin, and keep pods away that use none",
  why: "without the plugin a node offers no GPU; without a taint ordinary pods fill the dearest nodes",
  fix: "keep the taint and the label of the group, and a device plugin whose pods tolerate and select them",
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
    ...(group.taints.length > 0 ? [] : ["no taint keeps pods without GPUs off its nodes"]),
    ...(group.labels[GPU_LABEL] === "true"
      ? []
      : [`its nodes have no label ${GPU_LABEL}=true, by which the plugin finds them`]),
    ...(plugin ? [] : ["no device plugin is installed, so that its nodes offer no GPU"]),
    ...(hindrance === undefined ? [] : [`the device plugin does not run there: ${hindrance}`]),
  ];
}

/** The chart tolerates this taint unless its values say otherwise. */
const OWN_TOLERATIONS = [{ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }];

/** Selector and tolerations of the plugin's pods, as a pod's `spec` in Terraform has them. */
function podOf({ values }: HelmRelease) {
  const tolerations = asArray(values["tolerations"]);
  return {
    node_selector: asObject(values["nodeSelector"]),
    toleration: tolerations.length > 0 ? tolerations : OWN_TOLERATIONS,
  };
}
