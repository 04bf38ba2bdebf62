import { CHART_IMAGES, type PartCauses } from "../../stacks/causes/table";

export const CAUSES: PartCauses = {
  platform: {
    "gpu-device-plugin": {
      part: "cluster.nodeGroups",
      by: {
        "cluster.nodeGroups.+": "exists",
        "cluster.nodeGroups.*.instanceTypes": "exists",
        "cluster.nodeGroups.*.taints": "values",
        ...CHART_IMAGES,
      },
    },
  },
  shapes: {
    mirrors: ["cluster.nodeGroups.*.instanceTypes"],
  },
};
