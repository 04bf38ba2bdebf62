/**
 * What the roles of EKS's own parts must be: who takes them on, and the policies of AWS that they hold.
 *
 * Source: Amazon EKS user guide, "cluster-iam-role", "create-node-role", "pod-execution-role",
 * "workloads-add-ons-available-eks"; Amazon VPC user guide, "flow-logs-iam-role" (read 2026-11-20).
 */
export interface PlatformRole {
  /** Who asks for it, in words that stand in findings. */
  readonly title: string;
  /** Resource and attribute that name it. */
  readonly type: string;
  readonly attribute: string;
  /** The service that takes it on. */
  readonly service: string;
  /** Managed policies without which the part does not work. */
  readonly needs: readonly string[];
  /** Managed policies that it may have besides. */
  readonly mayHave?: readonly string[];
  /** It writes logs by permissions of its own. */
  readonly writesLogs?: true;
}

/** What nodes and Fargate need to join and to pull is the business of another check (`image-pull-permission`). */
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

/** The service account of an EKS add-on, and the managed policies that its role needs. */
export interface AddonIdentity {
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly needs: readonly string[];
}

/**
 * The observability add-on's guide also names `AWSXrayWriteOnlyAccess`, for traces; whoever sends none does
 * without. Same sources.
 */
export const ADDON_IDENTITIES: Readonly<Record<string, AddonIdentity>> = {
  "vpc-cni": { namespace: "kube-system", serviceAccount: "aws-node", needs: ["AmazonEKS_CNI_Policy"] },
  "amazon-cloudwatch-observability": {
    namespace: "amazon-cloudwatch",
    serviceAccount: "cloudwatch-agent",
    needs: ["CloudWatchAgentServerPolicy"],
  },
};

/**
 * Services that say for whom they act when they take on a role, by the key that is asked for. Trust in any other
 * but `ec2.amazonaws.com`, which acts for the instance itself, could be used on behalf of a stranger.
 */
export const SERVICES_WITHOUT_SOURCE: readonly string[] = ["ec2.amazonaws.com"];
