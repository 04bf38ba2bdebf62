import { type PartCauses } from "../../stacks/causes/table";

export const CAUSES: PartCauses = {
  platform: {
    monitoring: {
      part: "components.prometheus",
      by: {
        "components.prometheus": "exists",
        namespace: "spec",
        "cluster.zones": "spec",
        "cluster.nodeGroups.*.zones": "spec",
        "network.zones": "spec",
        "network.vpcCidr": "spec",
        "network.privateSubnets.cidrs": "spec",
        "models[].name": "spec",
        "models[].metricsPath": "spec",
      },
      shapedBy: { gpuMetrics: "spec" },
    },
    // Several parts read the address of the Kubernetes API. A reader starts at the first of them.
    "kubernetes-api": { part: "components.prometheus", by: {}, shapedBy: { kubernetesApi: "exists" } },
  },
  shapes: {
    kubernetesApi: ["components.prometheus"],
    repositories: ["components.prometheus"],
    scraper: ["components.prometheus"],
  },
};
