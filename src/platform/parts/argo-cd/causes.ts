import { type CauseTable } from "../../stacks/causes/table";

const ARGO_CD = "components.argo-cd";

/** The rule of nodes for a Git host inside. */
export const ARGO_CD_NETWORK: CauseTable = {
  "argo-cd": {
    part: ARGO_CD,
    by: {
      [ARGO_CD]: "exists",
      [`${ARGO_CD}.privateHost`]: "exists",
      [`${ARGO_CD}.privateHost.cidrs`]: "exists@server",
      [`${ARGO_CD}.repository.url`]: "*",
    },
  },
};

/** Settings that shape network ACLs. */
export const ARGO_CD_ACLS = {
  [ARGO_CD]: "aws_network_acl_rule:*",
  [`${ARGO_CD}.privateHost`]: "aws_network_acl_rule:*",
  [`${ARGO_CD}.repository.url`]: "aws_network_acl_rule:*",
};

/** The network policies of its programs. */
export const ARGO_CD_PLATFORM: CauseTable = {
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
};

/** The namespace that it owns, its rights there, and the Application. */
export const ARGO_CD_MODELS: CauseTable = {
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
};
