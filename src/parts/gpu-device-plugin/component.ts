import { asResources } from "../part-requests";
import REQUESTS from "./requests.json";
import { gpuNodesOf } from "../../environment/node-groups";
import { NODE_LABELS } from "../../facts/labels";
import { component } from "../../platform/contract";
import { GPU_TOLERATION } from "../../platform/pods";

/** Registers the NVIDIA GPUs of a node with Kubernetes. The AL2023 images contain the driver but not this plugin. */
export const gpuDevicePlugin = component({
  id: "gpu-device-plugin",
  title: "NVIDIA device plugin",
  order: 130,
  isEnabled: ({ config }) => gpuNodesOf(config).exist,
  charts: [
    {
      // Source: NVIDIA/k8s-device-plugin; chart archive and image of 0.19.3 as independent public repositories pin and run
      // them in 2026 (read 2026-11-20).
      name: "nvidia-device-plugin",
      id: "Release",
      repository: "https://nvidia.github.io/k8s-device-plugin",
      version: "0.19.3",
      images: { plugin: { repository: "nvcr.io/nvidia/k8s-device-plugin", tag: "v0.19.3" } },
      namespace: "kube-system",
      values: ({ image }, { config }) => ({
        image: image("plugin"),
        resources: asResources(REQUESTS["nvidia-device-plugin"]),
        // The chart's own node affinity also matches this label, which every GPU node has here.
        nodeSelector: { [NODE_LABELS.gpu]: "true" },
        tolerations: [GPU_TOLERATION, ...gpuNodesOf(config).tolerations],
        // On a node whose driver does not load, the plugin fails instead of running without GPUs.
        failOnInitError: true,
      }),
    },
  ],
});
