import { GPU_EXPORTER } from "./names";
import { component } from "../../platform/contract";
import { gpuMetricsRules } from "./rules";
import { type GpuMetricsSettings, settings } from "./settings";
import { gpuMetricsValues } from "./values";

/**
 * Metrics of NVIDIA GPUs, and of the pods that have them.
 *
 * Source: NVIDIA/dcgm-exporter at 4.5.3-4.8.2, `deployment` (read and rendered 2026-11-22).
 */
export const gpuMetrics = component<GpuMetricsSettings>({
  id: "gpu-metrics",
  title: "GPU metrics",
  settings,
  rules: gpuMetricsRules,
  requires: ["service-monitors"],
  charts: [
    {
      name: GPU_EXPORTER.release,
      id: "Release",
      repository: "https://nvidia.github.io/dcgm-exporter/helm-charts",
      version: "4.8.2",
      images: {
        exporter: { repository: "nvcr.io/nvidia/k8s/dcgm-exporter", tag: "4.5.3-4.8.2-distroless" },
      },
      namespace: GPU_EXPORTER.namespace,
      podSecurity: "privileged",
      whyPrivileged:
        "dcgm-exporter reads from the kubelet which pods have which GPUs: root, host path of the kubelet's socket; it has no capabilities and no token",
      values: gpuMetricsValues,
    },
  ],
});
