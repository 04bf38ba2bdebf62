import { CHART_IMAGES, type PartCauses } from "../../stacks/causes/table";

export const CAUSES: PartCauses = {
  platform: {
    "gpu-exporter": { part: "components.gpu-metrics", by: { "components.gpu-metrics": "exists" } },
    "gpu-metrics": {
      part: "components.gpu-metrics",
      by: {
        "components.gpu-metrics": "exists",
        "cluster.nodeGroups.*.taints": "values",
        ...CHART_IMAGES,
      },
    },
  },
  shapes: {
    gpuMetrics: ["components.gpu-metrics"],
    repositories: ["components.gpu-metrics"],
  },
};
