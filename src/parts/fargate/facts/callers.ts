import { PULLS, type Caller, policySource } from "../../../evidence/caller-types";

export const CALLERS: readonly Caller[] = [
  {
    title: "Fargate",
    order: 160,
    sign: { type: "aws_eks_fargate_profile" },
    from: "fargate",
    calls: [...PULLS, { service: "s3", why: "holds image layers" }],
    controlPlanePorts: {},
    source: `${policySource("AmazonEKSFargatePodExecutionRolePolicy v1")}. Calls before a pod starts come from its own interface ("fargate-pod-configuration")`,
  },
];
