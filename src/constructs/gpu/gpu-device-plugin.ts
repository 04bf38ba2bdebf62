import { Construct } from "constructs";
import type { ChartRow } from "../../catalog/charts";
import { GPU_LABEL } from "../../core/labels";
import { ChartRelease, type HelmValues } from "../helm/chart-release";
import { GPU_TOLERATION } from "./gpu-toleration";

export interface GpuDevicePluginProps {
  /** The chart, and the repositories that the chart and its image are pulled from. */
  readonly chart: ChartRow<"plugin">;
}

/**
 * Registers the NVIDIA GPUs of a node with Kubernetes. The AL2023 images contain the driver but not this
 * plugin.
 */
export class GpuDevicePlugin extends Construct {
  constructor(scope: Construct, id: string, { chart }: GpuDevicePluginProps) {
    super(scope, id);
    new ChartRelease(this, "Release", { chart, namespace: "kube-system", values: devicePluginValues(chart) });
  }
}

function devicePluginValues({ images }: ChartRow<"plugin">): HelmValues {
  return {
    image: { repository: images.plugin.repository, tag: images.plugin.tag },
    resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { cpu: "200m", memory: "128Mi" } },
    // The chart's own node affinity also matches this label, which every GPU node has here.
    nodeSelector: { [GPU_LABEL]: "true" },
    tolerations: [GPU_TOLERATION],
    // On a node whose driver does not load, the plugin fails instead of running without GPUs.
    failOnInitError: true,
  };
}
