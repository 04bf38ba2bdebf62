/**
 * IAM roles of EKS components: the service that assumes each role, and its AWS managed policies.
 *
 * Source: Amazon EKS user guide, "cluster-iam-role", "create-node-role", "pod-execution-role"; Amazon VPC user
 * guide, "flow-logs-iam-role" (read 2026-11-20).
 */
export interface PlatformRole {
  /** Name of the component in findings. */
  readonly title: string;
  /** Terraform type of the resource that refers to the role. */
  readonly type: string;
  /** Attribute with the ARN of the role. */
  readonly attribute: string;
  /** Service that assumes the role. */
  readonly service: string;
  /** Managed policies that the component requires. */
  readonly needs: readonly string[];
  /** Further managed policies that the role can have. @default - none */
  readonly mayHave?: readonly string[];
  /** True if the role has permissions of its own to write logs. @default - false */
  readonly writesLogs?: true;
}

/**
 * Another check (`image-pull-permission`) covers the policies that nodes and Fargate need to join and to pull images.
 */
export const PLATFORM_ROLES: readonly PlatformRole[] = [
  {
    title: "control plane",
    type: "aws_eks_cluster",
    attribute: "role_arn",
    service: "eks.amazonaws.com",
    needs: ["AmazonEKSClusterPolicy"],
    mayHave: ["AmazonEKSVPCResourceController"],
  },
  {
    title: "nodes",
    type: "aws_eks_node_group",
    attribute: "node_role_arn",
    service: "ec2.amazonaws.com",
    needs: [],
    mayHave: [
      "AmazonEKSWorkerNodePolicy",
      "AmazonEKSWorkerNodeMinimalPolicy",
      "AmazonEC2ContainerRegistryPullOnly",
      "AmazonEC2ContainerRegistryReadOnly",
      "AmazonSSMManagedInstanceCore",
    ],
  },
  {
    title: "pods on Fargate",
    type: "aws_eks_fargate_profile",
    attribute: "pod_execution_role_arn",
    service: "eks-fargate-pods.amazonaws.com",
    needs: [],
    mayHave: ["AmazonEKSFargatePodExecutionRolePolicy"],
    writesLogs: true,
  },
  {
    title: "flow logs",
    type: "aws_flow_log",
    attribute: "iam_role_arn",
    service: "vpc-flow-logs.amazonaws.com",
    needs: [],
    writesLogs: true,
  },
];

/**
 * Services whose trust needs no `aws:SourceAccount` or `aws:SourceArn` condition. `ec2.amazonaws.com` acts for the
 * instance itself. `backup.amazonaws.com` assumes a role that a caller of the same account passes with `iam:PassRole`, and the
 * public configurations that were read trust it without a condition (2026-11-22). Trust in any other service without that
 * condition could be used on behalf of another account.
 */
export const SERVICES_WITHOUT_SOURCE: readonly string[] = ["ec2.amazonaws.com", "backup.amazonaws.com"];
