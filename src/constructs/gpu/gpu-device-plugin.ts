import { Construct } from "constructs";
import type { ChartRow } from "../../catalog/charts";
import { GPU_LABEL } from "../../core/labels";
import { ChartRelease, type HelmValues } from "../helm/chart-release";
import { GPU_TOLERATION } from "./gpu-toleration";

export interface GpuDevicePluginProps {
  /** The chart, with the repositories that it and its image are pulled from here. */
  readonly chart: ChartRow<"plugin">;
}

/** Tells Kubernetes how many NVIDIA GPUs a node has; the AL2023 images bring the driver, but not this. */
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
    // The chart's own terms admit nodes with this label too, which here stands on every node with GPUs.
    nodeSelector: { [GPU_LABEL]: "true" },
    tolerations: [GPU_TOLERATION],
    // A node whose driver does not load says so, instead of standing there without GPUs.
    failOnInitError: true,
  };
}
