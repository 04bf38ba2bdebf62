import { type PartCauses } from "../../stacks/causes/table";

const ARGO_CD = "components.argo-cd";

export const CAUSES: PartCauses = {
  // The rule of nodes for a Git host inside.
  network: {
    "argo-cd": {
      part: ARGO_CD,
      by: {
        [ARGO_CD]: "exists",
        [`${ARGO_CD}.privateHost`]: "exists",
        [`${ARGO_CD}.privateHost.cidrs`]: "exists@server",
        [`${ARGO_CD}.repository.url`]: "*",
      },
    },
  },
  // The network policies of its programs.
  platform: {
    gitops: {
      part: ARGO_CD,
      by: {
        [ARGO_CD]: "exists",
        [`${ARGO_CD}.privateHost`]: "spec",
        [`${ARGO_CD}.repository.url`]: "spec",
        region: "spec",
        "network.zones": "spec",
        "network.vpcCidr": "spec",
        "network.privateSubnets.cidrs": "spec",
      },
    },
  },
  // The namespace that it owns, its rights there, and the Application.
  models: {
    "argo-cd": {
      part: ARGO_CD,
      by: {
        [ARGO_CD]: "exists",
        [`${ARGO_CD}.namespace`]: "metadata values",
        [`${ARGO_CD}.maxPods`]: "spec.hard",
        [`${ARGO_CD}.maxCpu`]: "spec.hard",
        [`${ARGO_CD}.maxMemoryGiB`]: "spec.hard",
        [`${ARGO_CD}.repository`]: "values",
        [`${ARGO_CD}.privateHost`]: "values",
        [`${ARGO_CD}.sync`]: "values",
        "cluster.version": "metadata.labels",
      },
    },
  },
  shapes: {
    imageNames: [`${ARGO_CD}.images`],
    kubernetesApi: [ARGO_CD],
    modelRepositories: [ARGO_CD],
    networkAclRules: [ARGO_CD, `${ARGO_CD}.privateHost`, `${ARGO_CD}.repository.url`],
    repositories: [ARGO_CD],
  },
};
