import { own } from "../../base/own";
import { type EnvironmentConfig } from "../../environment/schema";

/** Release of the chart dcgm-exporter that `components.gpu-metrics` installs, in a namespace of its own. */
export const GPU_EXPORTER = {
  release: "dcgm-exporter",
  namespace: "gpu-metrics",
  /** Labels of its pods. */
  pods: { "app.kubernetes.io/name": "dcgm-exporter", "app.kubernetes.io/instance": "dcgm-exporter" },
  port: 9400,
} as const;

export const hasGpuMetrics = ({ components }: Pick<EnvironmentConfig, "components">): boolean =>
  own(components ?? {}, "gpu-metrics") !== undefined;
