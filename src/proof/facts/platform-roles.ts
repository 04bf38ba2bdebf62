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
  /** Actions that inline statements of the role may allow; `*` are all, as those that write logs. @default - none */
  readonly mayAllow?: readonly string[];
}

/**
 * Calls of the SSM Agent for sessions. Source: Systems Manager user guide, "getting-started-create-iam-instance-profile", the
 * instance profile with minimal permissions (read 2026-11-25).
 */
const AGENT_ACTIONS: readonly string[] = [
  "ssm:UpdateInstanceInformation",
  "ssmmessages:CreateControlChannel",
  "ssmmessages:CreateDataChannel",
  "ssmmessages:OpenControlChannel",
  "ssmmessages:OpenDataChannel",
];

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
    ],
    mayAllow: AGENT_ACTIONS,
  },
  {
    title: "pods on Fargate",
    type: "aws_eks_fargate_profile",
    attribute: "pod_execution_role_arn",
    service: "eks-fargate-pods.amazonaws.com",
    needs: [],
    mayHave: ["AmazonEKSFargatePodExecutionRolePolicy"],
    mayAllow: ["*"],
  },
  {
    title: "flow logs",
    type: "aws_flow_log",
    attribute: "iam_role_arn",
    service: "vpc-flow-logs.amazonaws.com",
    needs: [],
    mayAllow: ["*"],
  },
];

/**
 * Services whose trust needs no `aws:SourceAccount` or `aws:SourceArn` condition: `ec2.amazonaws.com` acts for the instance itself.
 * Trust in any other service without that condition could be used on behalf of another account. AWS Backup sends the account:
 * nationalarchives/terraform-aws-immutable-aws-backup trusts it with `aws:SourceAccount` (read 2026-11-25).
 */
export const SERVICES_WITHOUT_SOURCE: readonly string[] = ["ec2.amazonaws.com"];
