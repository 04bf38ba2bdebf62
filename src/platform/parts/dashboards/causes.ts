import { type PartCauses } from "../../stacks/causes/table";

export const CAUSES: PartCauses = {
  platform: {
    dashboards: {
      part: "components.prometheus",
      by: {
        "components.prometheus": "exists",
        namespace: "data",
        region: "data",
        prices: "data",
        "models[].name": "exists metadata data",
        "models[].metricsPath": "exists",
        "models[].nodeGroup": "data",
        "cluster.fargate": "data",
        "cluster.nodeGroups.+": "data",
        "cluster.nodeGroups.*.instanceTypes": "data",
        "models[].gpus": "data",
        instanceTypes: "data",
      },
      shapedBy: { gpuMetrics: "data" },
    },
  },
};
