import { CHART_IMAGES, type PartCauses } from "../../stacks/causes/table";

export const CAUSES: PartCauses = {
  platform: {
    kserve: {
      part: "components.kserve",
      by: {
        "components.kserve": "exists",
        ...CHART_IMAGES,
      },
    },
    "kserve-traffic": {
      part: "components.kserve",
      by: {
        "components.kserve": "exists",
        "cluster.zones": "spec",
        "network.zones": "spec",
        "network.vpcCidr": "spec",
        "network.privateSubnets.cidrs": "spec",
      },
    },
  },
  shapes: {
    kubernetesApi: ["components.kserve"],
    mirrors: ["components.kserve", "models[].format"],
  },
};
