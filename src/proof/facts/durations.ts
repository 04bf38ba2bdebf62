/** Time that AWS and Terraform need to create a resource. */
export interface Duration {
  readonly type: string;
  readonly title: string;
  /** Usual time, in words. @default - no source has one */
  readonly usual?: string;
  /** Minutes after which Terraform stops to wait. */
  readonly atMost: number;
  readonly source: string;
}

const PROVIDER = (page: string): string =>
  `documentation of hashicorp/terraform-provider-aws, ${page}, "Timeouts" (read 2026-11-22)`;

/** Resources that an apply waits for longest, in the order of their creation. */
export const DURATIONS: readonly Duration[] = [
  {
    type: "aws_eks_cluster",
    title: "the control plane",
    usual: "some 15 minutes (unconfirmed)",
    atMost: 30,
    source: `${PROVIDER("aws_eks_cluster")}; aws/containers-roadmap issue 1227 names an average of 15 minutes, without a date (read 2026-11-22)`,
  },
  {
    type: "aws_eks_node_group",
    title: "each node group, in parallel",
    atMost: 60,
    source: PROVIDER("aws_eks_node_group"),
  },
  {
    type: "aws_eks_fargate_profile",
    title: "each Fargate profile, one after another",
    atMost: 10,
    source: PROVIDER("aws_eks_fargate_profile"),
  },
];
