import { type Caller, policySource, roleCall } from "../../../evidence/caller-types";

export const CALLERS: readonly Caller[] = [
  {
    title: "VPC CNI",
    order: 20,
    sign: { addon: "vpc-cni" },
    from: "nodes",
    calls: [{ service: "ec2", why: "attaches addresses to nodes" }, roleCall("its service account")],
    controlPlanePorts: {},
    source: policySource("AmazonEKS_CNI_Policy v5"),
  },
];
