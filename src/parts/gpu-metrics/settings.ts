import { z } from "../../base/zod";

export const settings = z
  .strictObject({})
  .describe(
    "Use, memory, temperature, power and errors of NVIDIA GPUs, with the chart dcgm-exporter on each GPU node. Dashboards show them by pod. It needs `components.prometheus` and a node group with GPUs.",
  );

export type GpuMetricsSettings = z.output<typeof settings>;
