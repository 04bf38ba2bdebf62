/**
 * Tags that EKS sets on the Auto Scaling group of a managed node group of a cluster. By these the
 * Cluster Autoscaler finds the group, and an IAM condition admits it. EKS does not copy the tags of
 * the node group itself.
 *
 * Source: Amazon EKS user guide, "Simplify node lifecycle with managed node groups" and "Cluster Autoscaler"; listings of
 * such groups in public repositories (read 2026-11-22).
 */
export const groupTags = (cluster: string): Readonly<Record<string, string>> => ({
  "eks:cluster-name": cluster,
  "k8s.io/cluster-autoscaler/enabled": "true",
  [`k8s.io/cluster-autoscaler/${cluster}`]: "owned",
  [`kubernetes.io/cluster/${cluster}`]: "owned",
});

/**
 * Facts by which the Cluster Autoscaler describes the first node of a managed node group. It reads
 * CPU, memory and GPUs of the instance type, and labels, taints and these tags of the node group in
 * EKS; not the disk of a launch template.
 *
 * Source: kubernetes/autoscaler, `cloudprovider/aws/aws_manager.go` and README.md of 2026-08-22 (read 2026-11-22).
 */
export const NODE_TEMPLATE = {
  /** Tag with the ephemeral storage of a node, as a quantity. */
  diskTag: "k8s.io/cluster-autoscaler/node-template/resources/ephemeral-storage",
  /** Label of nodes with GPUs. Without it, a node is counted as ready before its GPUs are. */
  gpuLabel: "k8s.amazonaws.com/accelerator",
} as const;

/** Expanders of the Cluster Autoscaler that work on AWS without further objects. Source: FAQ.md of 2026-08-22 (read 2026-11-22). */
export const EXPANDERS: readonly string[] = ["least-waste", "least-nodes", "most-pods", "random"];
