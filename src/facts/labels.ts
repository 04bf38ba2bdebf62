/** Labels of nodes. */
export const NODE_LABELS = {
  /** Has the name of the node group. EKS's own label has a different value in each zone. */
  group: "private-eks-inference/node-group",
  /** The NVIDIA device plugin selects its nodes by it. */
  gpu: "nvidia.com/gpu.present",
} as const;

/** Taint that keeps pods without a GPU request off GPU nodes. The NVIDIA device plugin tolerates it by default. */
export const GPU_TAINT = { key: "nvidia.com/gpu", value: "true" } as const;
