/** Node label with the name of the node group. EKS's own label has a different value in each zone. */
export const NODE_GROUP_LABEL = "private-eks-inference/node-group";

/** Taint that keeps pods without a GPU request off GPU nodes. The NVIDIA device plugin tolerates it by default. */
export const GPU_TAINT = { key: "nvidia.com/gpu", value: "true" } as const;

/** Label that the NVIDIA device plugin selects its nodes by. */
export const GPU_LABEL = "nvidia.com/gpu.present";
