import { type DayTwoChange, edit, held } from "../day-two-change";

/** Written from the files of the environments, before the modules had maps. */
export const CHANGES_OF_CLUSTER: readonly DayTwoChange[] = [
  {
    name: "an instance type",
    environment: "ml-inference-prod",
    yaml: { cluster: { nodeGroups: { general: { instanceTypes: ["m6i.large"] } } } },
    edits: [edit("cluster/ml-inference-prod.tfvars", '"t3.medium"', '"m6i.large"')],
    plan: [
      "cluster -/+ aws_eks_node_group.general_a: instance_types",
      "cluster -/+ aws_eks_node_group.general_b: instance_types",
    ],
  },
  {
    name: "a retention",
    environment: "ml-inference-prod",
    yaml: { cluster: { logRetentionDays: 90 } },
    edits: [edit("cluster/ml-inference-prod.tfvars", "log_retention_days = 30", "log_retention_days = 90")],
    plan: [
      "cluster ~ aws_cloudwatch_log_group.control_plane: retention_in_days",
      "cluster ~ aws_cloudwatch_log_group.insights_application: retention_in_days",
      "cluster ~ aws_cloudwatch_log_group.insights_dataplane: retention_in_days",
      "cluster ~ aws_cloudwatch_log_group.insights_host: retention_in_days",
      "cluster ~ aws_cloudwatch_log_group.insights_performance: retention_in_days",
    ],
  },
  {
    name: "a minor version of Kubernetes",
    environment: "ml-inference-prod",
    // The program has no version of the add-on for the new minor version; the owner's is a value of its own.
    yaml: { cluster: { version: "1.37", addonVersions: { "eks-pod-identity-agent": "v1.3.10-eksbuild.3" } } },
    edits: [held("cluster", '"1.36"', '"1.37"'), held("models", '1.36"', '1.37"')],
    plan: [
      "cluster ~ aws_eks_cluster.main: version",
      "cluster ~ aws_eks_node_group.general_a: version",
      "cluster ~ aws_eks_node_group.general_b: version",
      "cluster ~ data.aws_eks_addon_version.amazon_cloudwatch_observability: kubernetes_version",
      "cluster ~ data.aws_eks_addon_version.coredns: kubernetes_version",
      "cluster ~ data.aws_eks_addon_version.kube_proxy: kubernetes_version",
      "cluster ~ data.aws_eks_addon_version.metrics_server: kubernetes_version",
      "cluster ~ data.aws_eks_addon_version.vpc_cni: kubernetes_version",
      "models ~ kubernetes_namespace_v1.models: metadata.labels.pod-security.kubernetes.io/audit-version, metadata.labels.pod-security.kubernetes.io/enforce-version, metadata.labels.pod-security.kubernetes.io/warn-version",
    ],
  },
  {
    name: "an add-on",
    environment: "ml-inference-prod",
    yaml: { cluster: { addonVersions: { "eks-pod-identity-agent": "v1.3.11-eksbuild.1" } } },
    edits: [held("cluster", "v1.3.10-eksbuild.3", "v1.3.11-eksbuild.1")],
    plan: ["cluster ~ aws_eks_addon.eks_pod_identity_agent: addon_version"],
  },
  {
    name: "an admin",
    environment: "ml-inference-prod",
    yaml: {
      cluster: {
        admins: [
          "arn:aws:iam::222233334444:role/ml-platform-admin",
          "arn:aws:iam::222233334444:role/ml-on-call",
        ],
      },
    },
    edits: [
      edit(
        "cluster/ml-inference-prod.tfvars",
        '"arn:aws:iam::222233334444:role/ml-platform-admin"',
        '"arn:aws:iam::222233334444:role/ml-platform-admin", "arn:aws:iam::222233334444:role/ml-on-call"',
      ),
    ],
    plan: [
      "cluster + aws_eks_access_entry.admin_ml_on_call",
      "cluster + aws_eks_access_policy_association.admin_ml_on_call",
    ],
  },
];
